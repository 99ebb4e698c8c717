using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Approvals;

/// <summary>
/// Asks the person at a client of 2026-07-28: the call is answered <c>input_required</c>, and comes again with the answer and with the sealed
/// state of its round, by which it goes on as the same proposal (spec 2.4, 3.10).
/// </summary>
internal sealed class ModernApprovals(GatewaySession session, StateSealer sealer, GatewayOptions options)
{
    /// <summary>The key of our question among the input requests of a round; those of servers stand under <c>server/key</c>.</summary>
    public const string InputKey = "policyos/approval";

    private const string Method = "tools/call";

    // Names no approval, whatever the state named: what presents it is refused as presenting a grant that is not for it.
    private const string NoApproval = "invalid";

    private readonly SpentNonces _spent = new();

    /// <summary>Continues a proposal with what the client brings back from the round before.</summary>
    /// <param name="call">The call, with a request state.</param>
    /// <param name="proposal">As a call of its own.</param>
    /// <returns>The proposal to decide, and why the person's answer decides nothing; null when it does, or there is none.</returns>
    public async Task<(CallProposal Proposal, string? Undecided)> ContinueAsync(CallRequest call, CallProposal proposal)
    {
        DateTimeOffset now = options.Time.GetUtcNow();
        if (sealer.Open(call.RequestState!) is not { } state || !IsOf(state, proposal) || !_spent.TrySpend(state, now)
            || session.State.Approvals.FirstOrDefault(a => a.Id == state.ApprovalId) is not { } approval)
        {
            return (proposal with { PresentedApproval = NoApproval }, null);
        }

        CallProposal continued = proposal with { CallId = approval.CallId, PresentedApproval = approval.Id };
        if (now >= state.Expires)
        {
            await session.ExpireApprovalAsync(approval.Id, shownToEligible: true);
            return (continued, null);
        }

        // An answer that is not there is asked for again; one that decides nothing is not.
        return call.InputResponse(InputKey) is { } response
            ? (continued, await TakeAsync(approval, response, now - state.IssuedAt, call.Arguments))
            : (continued, null);
    }

    /// <summary>The question for the person at the client.</summary>
    /// <param name="approval">Pending.</param>
    /// <param name="proposal">The call that asks; a repeat of the call that asked first does not ask again.</param>
    /// <param name="call">The call.</param>
    /// <returns>Null when nobody can be asked so.</returns>
    public ClientAnswer? Ask(Approval approval, CallProposal proposal, CallRequest call)
    {
        if (approval.CallId != proposal.CallId || !call.Channel.CanElicit || !ApprovalDesk.IsEligible(approval, Person, ApprovalChannel.Client))
        {
            return null;
        }

        DateTimeOffset now = options.Time.GetUtcNow();
        ImmutableArray<EditableValue> editable = EditableValue.Of(approval, call.Arguments);
        string state = sealer.Seal(new()
        {
            ApprovalId = approval.Id,
            IssuedAt = now,
            Nonce = options.NewId(now).ToString("N", CultureInfo.InvariantCulture),
            Principal = options.Principal.Id,
            Session = session.Stream,
            Method = Method,
            CallDigest = proposal.OriginalCallDigest ?? proposal.CallDigest,
            PolicyVersion = session.Bundle.Digest,
            Expires = approval.Expires,
        });
        return new ClientAnswer.InputRequired(
            w =>
            {
                w.WriteStartObject(InputKey);
                w.WriteString("method"u8, "elicitation/create"u8);
                w.WriteStartObject("params"u8);
                w.WriteString("mode"u8, "form"u8);
                ApprovalForm.Write(w, approval, editable);
                w.WriteEndObject();
                w.WriteEndObject();
            },
            state);
    }

    private Decider Person => new(options.Principal.Id, options.Principal.Roles, []);

    private bool IsOf(RequestState state, CallProposal proposal) =>
        state.Principal == options.Principal.Id && state.Session == session.Stream && state.Method == Method
        && state.CallDigest == proposal.CallDigest && state.PolicyVersion == session.Bundle.Digest && state.ApprovalId is not null;

    private async Task<string?> TakeAsync(Approval approval, JsonElement response, TimeSpan elapsed, JsonElement arguments)
    {
        ImmutableArray<EditableValue> editable = EditableValue.Of(approval, arguments);
        switch (ApprovalAnswer.Read(new RpcAnswer.Result(response), elapsed, options.MinAnswer, editable))
        {
            case ApprovalAnswer.Decided decided:
                string? refused = await session.DecideApprovalAsync(
                    approval.Id, Person, ApprovalChannel.Client, decided.Choice, decided.Comment, decided.Modifications);
                if (refused is not null && decided.Choice == ApprovalChoice.Deny)
                {
                    // Others have allowed it while the person made up their mind.
                    await session.RefuseApprovedAsync(approval.Id, Person, decided.Comment);
                }

                return refused;
            case ApprovalAnswer.Undecided undecided:
                return undecided.Why;
            default:
                return "the answer holds no decision";
        }
    }
}
