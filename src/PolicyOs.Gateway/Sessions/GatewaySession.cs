// A little above 300 lines: everything that one session decides and appends is read in one place.
using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Requests;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>
/// The unit of authority: one fold of one stream. Decisions of a session are taken one after the other; what they let through runs side
/// by side (spec 2.4).
/// </summary>
internal sealed class GatewaySession
{
    private readonly GatewayOptions _options;
    private readonly SessionLedger _ledger;
    private bool _isTakenUp;

    /// <summary>A session that has not been opened in the journal yet.</summary>
    public GatewaySession(string id, GatewayOptions options, IJournal journal, TenantLedger tenant, TenantLedger everyone, OperatorBelief belief)
    {
        (Id, _options) = (id, options);
        _ledger = new(StreamNames.Session(options.Principal.Id, id), options, journal, tenant, everyone, belief);
    }

    /// <summary>Its id, unique for its principal.</summary>
    public string Id { get; }

    /// <summary>The bundle that it was opened with, to its end.</summary>
    public CompiledBundle Bundle => _options.Bundle;

    /// <summary>The fold of its stream.</summary>
    public SessionState State => _ledger.State;

    /// <summary>The name of its stream.</summary>
    public string Stream => _ledger.Stream;

    /// <summary>The tools that the client may see now.</summary>
    public Visibility Visible => _ledger.Visible;

    /// <summary>Called when <see cref="Visible"/> has changed, before anybody is told the result that changed it.</summary>
    public Action? VisibleChanged
    {
        get => _ledger.VisibleChanged;
        set => _ledger.VisibleChanged = value;
    }

    /// <summary>Ends when the session's or its tenant's state has moved on from what it is now.</summary>
    public Task NextChangeAsync() => _ledger.NextChangeAsync();

    /// <summary>
    /// Opens it in the journal, unless its principal may open no other (spec 1.5 per_principal, 3.3). One that was opened before and is not
    /// closed is taken up again; one that is closed stays so, and denies what is called.
    /// </summary>
    /// <param name="stated">What its client says that it is for; null when it says nothing.</param>
    /// <returns>Null, or why it is not opened.</returns>
    public async Task<RefusedRequest?> OpenAsync(string? stated = null)
    {
        if (_isTakenUp)
        {
            return null;
        }

        await _ledger.CatchUpInTurnAsync();
        if (State.Liveness == Liveness.Closed)
        {
            await SettleLeftoversAsync();
            return null;
        }

        if (State.Version > 0)
        {
            return await ResumeAsync() is { } problem ? new(DecisionCode.SessionKilled, problem, _ledger.Stream) : null;
        }

        (DecisionCode Code, string Message)? refusal = null;
        await _ledger.AppendInTurnAsync(
            _ =>
            {
                refusal = SessionAdmission.WhyNot(Bundle, _ledger.FactsNow().Tenant, _options.Principal.Id, Now);
                return refusal is null
                    ? [new SessionOpened(Id, _options.Principal.Id, _options.Principal.Tenant, _options.Purpose ?? (Bundle.Session.PurposeFromClient ? stated : null), []) { At = Now }]
                    : [];
            },
            Durability.Written);
        return refusal is { } why ? new(why.Code, why.Message, _ledger.Stream) : null;
    }

    /// <summary>Why it cannot be for what its client says; null when it can.</summary>
    public string? WhyNotFor(string? stated) => StatedPurpose.WhyNot(Bundle, State, _options.Purpose, stated);

    /// <summary>
    /// Takes it up again where it stopped: folds its stream, and settles as in doubt what an earlier run left without an outcome (spec 2.4).
    /// </summary>
    /// <returns>Null, or why it cannot be resumed.</returns>
    public async Task<string?> ResumeAsync()
    {
        await _ledger.CatchUpInTurnAsync();
        if (State.Version == 0)
        {
            return $"there is no session `{Id}` of principal {_options.Principal.Id} in this journal";
        }

        if (State.Liveness == Liveness.Killed)
        {
            return $"session `{Id}` was killed; an operator has to release it first";
        }

        await _ledger.AppendInTurnAsync(_ => [new SessionResumed(Id, _options.Principal.Id) { At = Now }], Durability.Written);
        await SettleLeftoversAsync();
        _isTakenUp = true;
        return null;
    }

    /// <summary>Settles what an earlier run left without an outcome: reads failed, all else is in doubt (spec 2.4). Its stream has been folded.</summary>
    public async Task SettleLeftoversAsync()
    {
        while (State.Open.FirstOrDefault(call => !call.IsInDoubt) is { } open)
        {
            await _ledger.AppendInTurnAsync(
                state => state.Open.Contains(open) ? [PolicyEngine.Recover(Bundle, _ledger.FactsNow(), open.Reserved)] : [], Durability.Synced);
        }
    }

    /// <summary>Folds what operators have appended.</summary>
    public Task CatchUpAsync() => _ledger.CatchUpInTurnAsync();

    /// <summary>Closes it: its client is gone and it is not to be resumed.</summary>
    public Task CloseAsync(string reason) => _ledger.AppendInTurnAsync(
        state => state.Liveness == Liveness.Closed ? [] : [new SessionClosed(Id, _options.Principal.Id, reason) { At = Now }], Durability.Synced);

    /// <summary>Another fold of the stream goes on in this one's place: the turn is taken, and what still comes here waits for it in vain.</summary>
    public Task RetireAsync() => _ledger.BeginTurnAsync();

    /// <summary>It goes on after all.</summary>
    public void Return() => _ledger.EndTurn();

    /// <summary>Takes the definitions that may not be used into account from now on.</summary>
    public void Quarantine(ImmutableHashSet<int> tools) => _ledger.Quarantine(tools);

    /// <summary>Decides a call and appends what follows from the decision, against the state that it was decided on.</summary>
    /// <param name="proposal">The call.</param>
    /// <param name="unavailable">Why its server cannot take it now, a refusal that comes after every other; null when it can.</param>
    /// <param name="decided">Called before anything else is decided: what it sends goes out in the order of the decisions. It does not wait.</param>
    public async Task<Decided> DecideAsync(CallProposal proposal, Unavailability? unavailable, Action<Decision>? decided = null)
    {
        SendBatch? held = null;
        await _ledger.BeginTurnAsync();
        try
        {
            while (true)
            {
                Decision decision = Telemetry.IsOn ? DecideTimed(proposal) : PolicyEngine.Decide(Bundle, _ledger.FactsNow(), proposal);
                if (unavailable is not null && decision.Verdict != Verdict.Deny)
                {
                    decision = GatewayDenial.Unavailable(Bundle, decision, proposal, unavailable, Now);
                }

                if (decision.Events.IsEmpty || await _ledger.AppendAsync(decision.Events, WaitsFor.Decided(Bundle, decision), proposal.CallId))
                {
                    // A server that does not read holds up nothing of the session but what is sent to it.
                    held = SendBatch.HoldHere();
                    decided?.Invoke(decision);
                    return new(decision, _ledger.Reference);
                }
            }
        }
        finally
        {
            if (held is not null)
            {
                SendBatch.Stop();
            }

            _ledger.EndTurn();
            held?.Flush();
        }
    }

    /// <summary>Settles a dispatched call.</summary>
    public async Task<Settled> SettleAsync(CallReserved reserved, CallOutcome outcome)
    {
        await _ledger.BeginTurnAsync();
        try
        {
            while (true)
            {
                Settlement settlement = PolicyEngine.Settle(Bundle, _ledger.FactsNow(), reserved, outcome);
                if (await _ledger.AppendAsync([settlement.Event], Durability.Written, reserved.CallId))
                {
                    return new(settlement, _ledger.Reference);
                }
            }
        }
        finally
        {
            _ledger.EndTurn();
        }
    }

    /// <summary>Appends, as far as that is possible still, that the gateway itself failed on a call.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="tool">Its tool, as the client wrote it.</param>
    /// <param name="wasSent">Whether the server may have seen it: then it stays reserved, and is read back as in doubt.</param>
    /// <returns>Where the journal has it.</returns>
    public async Task<string> FailAsync(string callId, string tool, bool wasSent)
    {
        if (!wasSent)
        {
            try
            {
                await _ledger.AppendInTurnAsync(_ => [GatewayDenial.Internal(callId, tool, Now)], Durability.Written);
            }
            catch (JournalException)
            {
                // The journal is what failed; the log has said so, and the call is refused all the same.
            }
        }

        return _ledger.Reference;
    }

    /// <summary>Lets a request that is no tool call through, or refuses it; one step either way (spec 3.1).</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="method">resources/read, prompts/get ….</param>
    /// <param name="rule">The pattern or id of the contract that it matched.</param>
    /// <param name="resource">The resource rule, whose permissions are asked and whose labels taint; null when it is no resource.</param>
    /// <returns>Null when it may go on.</returns>
    public async Task<RefusedRequest?> AdmitRequestAsync(string requestId, string method, string rule, ResourceRule? resource)
    {
        RequestFinding? finding = null;
        await _ledger.AppendInTurnAsync(
            _ =>
            {
                finding = RequestGate.Examine(Bundle, _ledger.FactsNow(), resource?.RequiredPermissions ?? [], rule);
                return finding is { } refused
                    ? [new RequestDenied(requestId, method, refused.Code, refused.Message) { At = Now }]
                    : [new RequestAllowed(requestId, method, rule, resource is not null && method == "resources/read" ? resource.Labels : []) { At = Now }];
            },
            Durability.Written);
        return finding is { } denied ? new(denied.Code, denied.Message, _ledger.Reference) : null;
    }

    /// <summary>Appends that a request was refused before any rule matched.</summary>
    /// <returns>Where the journal has it.</returns>
    public async Task<string> RefuseRequestAsync(string requestId, string method, DecisionCode code, string message)
    {
        await _ledger.AppendInTurnAsync(_ => [new RequestDenied(requestId, method, code, message) { At = Now }], Durability.Written);
        return _ledger.Reference;
    }

    /// <summary>Takes what a person decided.</summary>
    /// <returns>Null when it was taken, else why not.</returns>
    public async Task<string?> DecideApprovalAsync(
        string approvalId, Decider decider, ApprovalChannel channel, ApprovalChoice choice, string? comment, ImmutableArray<Modification> modifications)
    {
        string? refusal = null;
        await _ledger.AppendInTurnAsync(
            state =>
            {
                switch (ApprovalDesk.Decide(Bundle, state, approvalId, decider, channel, choice, comment, modifications, Now))
                {
                    case DeskAnswer.Taken taken:
                        refusal = null;
                        return [taken.Event];
                    case DeskAnswer.Refused refused:
                        refusal = refused.Message;
                        break;
                }

                return [];
            },
            Durability.Synced);
        return refusal;
    }

    /// <summary>Takes the no of a person at the client to a call that others have allowed meanwhile: what its own person refuses is not sent.</summary>
    public Task RefuseApprovedAsync(string approvalId, Decider decider, string? comment) => _ledger.AppendInTurnAsync(
        state => !state.Approvals.Any(a => a.Id == approvalId && a.Status == ApprovalStatus.Approved) ? []
            : [new ApprovalDecided(approvalId, new(decider, ApprovalChoice.Deny, comment, [], Now, ApprovalChannel.Client), ApprovalStatus.Rejected) { At = Now }],
        Durability.Synced);

    /// <summary>Appends that nobody decided in time, once it is so.</summary>
    public Task ExpireApprovalAsync(string approvalId, bool shownToEligible) => _ledger.AppendInTurnAsync(
        state => ApprovalDesk.Expire(state, approvalId, shownToEligible, Now) is { } expired ? [expired] : [], Durability.Written);

    /// <summary>Appends that an approval is void: the call that asked for it was taken back.</summary>
    public Task CancelApprovalAsync(string approvalId, string reason) => _ledger.AppendInTurnAsync(
        state => state.Approvals.Any(a => a.Id == approvalId && a.Status == ApprovalStatus.Pending)
            ? [new ApprovalCancelled(approvalId, reason) { At = Now }]
            : [],
        Durability.Written);

    private Decision DecideTimed(CallProposal proposal)
    {
        Facts facts = _ledger.FactsNow();
        long start = _options.Time.GetTimestamp();
        Decision decision = PolicyEngine.Decide(Bundle, facts, proposal);
        Metrics.DecisionTook(_options.Time.GetElapsedTime(start));
        return decision;
    }

    private DateTimeOffset Now => _options.Time.GetUtcNow();
}
