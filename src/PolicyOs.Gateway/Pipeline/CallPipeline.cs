using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Secrets;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>How a call lives, top to bottom (design, architecture). Order is code, not configuration.</summary>
internal sealed class CallPipeline(
    GatewaySession session, UpstreamSet upstreams, ApprovalPrompts prompts, ModernApprovals approvals, ServerRounds rounds, SessionRecords records, GatewayOptions options, ILogger log)
{
    private readonly Dispatcher _dispatcher = new(upstreams, rounds, options.Time);

    /// <summary>Serves one tools/call; whatever goes wrong inside refuses it (spec 2.1, INTERNAL_ERROR).</summary>
    public async Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation)
    {
        string callId = NewId();
        var sent = new StrongBox<bool>();
        try
        {
            return await GovernAsync(callId, call, sent, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ClientAnswer.Nothing();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PipelineLog.Failed(log, e, call.Tool, callId);
            string reference = await session.FailAsync(callId, call.Tool, sent.Value);
            return Internal(call, sent.Value, reference).ToAnswer(Reveal, hasOutputSchema: false);
        }
    }

    private async Task<ClientAnswer> GovernAsync(string callId, CallRequest call, StrongBox<bool> sent, CancellationToken cancellation)
    {
        CompiledBundle bundle = session.Bundle;
        Tool? tool = bundle.ToolNumbers.TryGetValue(call.Tool, out int number) ? bundle.Tools[number] : null;
        if (tool is not null)
        {
            // A list that the server has announced as changed is read before anything is decided by it.
            await upstreams.RefreshedAsync(tool.Server);
        }

        CatalogTool? offered = tool is null ? null : upstreams.Catalog[tool.Number];
        CallProposal proposal = Telemetry.IsOn
            ? ProposeTraced(bundle, tool, offered?.Definition, callId, call)
            : Propose(bundle, tool, offered?.Definition, callId, call);
        string? undecided = null;
        if (call.RequestState is not null)
        {
            (proposal, undecided) = await approvals.ContinueAsync(call, proposal);
        }

        Task<Attempt>? attempt = null;
        void Dispatch(Decision decision)
        {
            if (decision is { Verdict: Verdict.Allow, ReplayOf: null })
            {
                sent.Value = true;
                attempt = _dispatcher.DispatchAsync(upstreams[tool!.Server], tool, offered!.Definition, call, proposal.Arguments, cancellation);
            }
        }

        Task? change = null;
        while (true)
        {
            if (offered is not null && ApprovalDesk.EditsFor(session.State, proposal) is { } edited)
            {
                // A person has approved this call with other values: what is decided, and sent, is what they saw last.
                proposal = ProposalBuilder.WithEdits(bundle, tool!, offered.Definition, proposal, edited, options.Principal.Tenant, records.Key);
            }

            // Before the decision: when they cannot be kept, nothing is reserved yet.
            await records.KeepArgumentsAsync(proposal, tool);
            await records.KeepCallAsync(callId, proposal, tool);
            Unavailability? unavailable = Unavailable(tool, offered);
            Decided decided = Telemetry.IsOn
                ? await DecideTracedAsync(proposal, unavailable, Dispatch)
                : await session.DecideAsync(proposal, unavailable, Dispatch);
            Decision decision = decided.Decision;
            switch (decision.Verdict)
            {
                case Verdict.Allow when decision.ReplayOf is { } original:
                    return await ReplayAsync(original, decided, tool!, offered!);
                case Verdict.Allow:
                    return await SettleAsync(decision, tool!, offered!, await attempt!, cancellation);
                case Verdict.Ask when call.Channel.IsModern:
                    if (undecided is null && approvals.Ask(decision.Approval!, proposal, call) is { } question)
                    {
                        return question;
                    }

                    prompts.Join(decision.Approval!.Id);
                    return Ticket(decided, undecided ?? ApprovalPrompts.WhyNobodyIsAsked(session.State, decision.Approval.Id), offered);
                case Verdict.Ask:
                    if (await prompts.WaitAsync(decision.Approval!, isNew: decision.Approval!.CallId == proposal.CallId, call, cancellation) is { } why)
                    {
                        return Ticket(decided, why, offered);
                    }

                    break;
                case Verdict.Wait when change is null:
                    // Taken before the call is decided once more, so that no change falls in between.
                    change = session.NextChangeAsync();
                    break;
                case Verdict.Wait:
                    await change.WaitAsync(cancellation);
                    change = null;
                    break;
                default:
                    Refusal refusal = Refusal.Of(decision, decided.AuditReference);
                    return (refusal with { IsOfTheRequest = refusal.IsOfTheRequest || IsNoState(refusal, call, tool) }).ToAnswer(Reveal, HasOutputSchema(offered));
            }
        }
    }

    private async Task<ClientAnswer> SettleAsync(Decision decision, Tool tool, CatalogTool offered, Attempt attempt, CancellationToken cancellation)
    {
        CallReserved reserved = decision.Events.OfType<CallReserved>().Single();
        if (attempt.Outcome is CallOutcome.Answered answered)
        {
            await records.KeepReplayAsync(reserved, answered.Result);
            await records.KeepResultAsync(reserved, tool, answered.Result);
        }
        else if (attempt.Outcome is CallOutcome.RpcError error)
        {
            await records.KeepFailureAsync(reserved, error);
        }

        Settled settled = await session.SettleAsync(reserved, attempt.Outcome);
        if (Telemetry.IsOn)
        {
            Tracing.Tell(settled.Settlement);
            Metrics.Settled(tool.Name, settled.Settlement);
        }

        if (cancellation.IsCancellationRequested)
        {
            return new ClientAnswer.Nothing();
        }

        return Answer(settled, decision, tool, offered, attempt);
    }

    private async Task<ClientAnswer> ReplayAsync(string original, Decided decided, Tool tool, CatalogTool offered)
    {
        if (await records.ReadReplayAsync(original) is not { } result)
        {
            Refusal lost = Refusal.Of(decided.Decision, decided.AuditReference) with
            {
                Verdict = Verdict.Deny,
                Code = DecisionCode.IdempotencyInDoubt,
                Message = $"{tool.Name} was carried out under this key before, but its result is no longer kept",
                Recoverability = DecisionCode.IdempotencyInDoubt.Recoverability,
            };
            return lost.ToAnswer(Reveal, offered.Definition.HasOutputSchema);
        }

        JsonElement shown = Mask(tool, result);
        var stamp = new ObservationStamp(session.Bundle, tool, options.Time.GetUtcNow(), decided.AuditReference, Evidence.Acknowledged, session.State.Phase, null, IsReplay: true);
        return new ClientAnswer.Result(w => ResultShaper.Write(w, shown, stamp));
    }

    // Masking for the client never changes what binds, invariants and hashes have seen (spec 3.8).
    private JsonElement Mask(Tool tool, JsonElement result) => session.Bundle.AgentContract.RedactSecretsInResults
        ? ResultMasking.Mask(result, tool.Contract!.Sensitive, secrets: true)
        : result;

    private ClientAnswer Answer(Settled settled, Decision decision, Tool tool, CatalogTool offered, Attempt attempt)
    {
        Settlement settlement = settled.Settlement;
        Refusal? trouble = settlement.Code is null ? Finding(decision, settled) : Trouble(settled, tool);
        if (attempt.Error is { } error && settlement.Kind != CallSettlement.InDoubt)
        {
            return new ClientAnswer.Relayed(error);
        }

        if (attempt.Result is not { } result || settlement.WithholdResult)
        {
            return trouble!.ToAnswer(Reveal, offered.Definition.HasOutputSchema);
        }

        JsonElement shown = Mask(tool, result);
        var stamp = new ObservationStamp(
            session.Bundle, tool, options.Time.GetUtcNow(), settled.AuditReference, settlement.Evidence, session.State.Phase, trouble, IsReplay: false);
        return new ClientAnswer.Result(w => ResultShaper.Write(w, shown, stamp));
    }

    private Refusal Trouble(Settled settled, Tool tool) => new()
    {
        Verdict = Verdict.Allow,
        Code = settled.Settlement.Code!,
        Tool = tool.Name,
        Message = settled.Settlement.Message!,
        Recoverability = settled.Settlement.Recoverability,
        Outcome = settled.Settlement.Kind == CallSettlement.InDoubt ? "in_doubt" : "failed",
        RetryAfter = settled.Settlement.RetryAfter,
        AuditReference = settled.AuditReference,
        PolicyVersion = session.Bundle.Digest,
    };

    private Refusal Internal(CallRequest call, bool wasSent, string reference) => new()
    {
        Verdict = wasSent ? Verdict.Allow : Verdict.Deny,
        Code = DecisionCode.InternalError,
        Tool = call.Tool,
        Message = wasSent
            ? $"the gateway failed while {call.Tool} was under way; its result is withheld"
            : $"the gateway failed before {call.Tool} was sent; the call is refused",
        Recoverability = DecisionCode.InternalError.Recoverability,
        Outcome = wasSent ? "in_doubt" : "not_sent",
        AuditReference = reference,
        PolicyVersion = session.Bundle.Digest,
    };

    // In advise the client is told what enforce would have said; in observe only the journal is (spec 2.7).
    private Refusal? Finding(Decision decision, Settled settled) =>
        options.Mode == EnforcementMode.Advise && decision.Would is { } would ? Refusal.Of(would, settled.AuditReference) : null;

    private ClientAnswer Ticket(Decided decided, string undecided, CatalogTool? offered)
    {
        Refusal ticket = Refusal.Of(decided.Decision, decided.AuditReference);
        return (ticket with { Message = $"{ticket.Message} ({undecided})" }).ToAnswer(Reveal, HasOutputSchema(offered));
    }

    // Where nobody is asked to approve, a state can only be one of a server's questions: one that is not is no request of 2026-07-28.
    private static bool IsNoState(Refusal refusal, CallRequest call, Tool? tool) =>
        refusal.Code == DecisionCode.ApprovalMismatch && call.RequestState is not null && tool is { Contract.Checkpoints.IsEmpty: true };

    private static bool HasOutputSchema(CatalogTool? offered) => offered is { Definition.HasOutputSchema: true };

    private bool Reveal => session.Bundle.Session.FeedbackReasons;

    private Unavailability? Unavailable(Tool? tool, CatalogTool? offered)
    {
        if (tool is not { IsAllowed: true, IsBlocked: false })
        {
            return null;
        }

        UpstreamServer server = upstreams[tool.Server];
        return server.Connection is null ? server.Problem : offered is null ? new($"it does not offer `{tool.UpstreamName}`") : null;
    }

    private CallProposal Propose(CompiledBundle bundle, Tool? tool, ToolDefinition? definition, string callId, CallRequest call) => ProposalBuilder.Build(
        bundle, tool, definition, call.Tool, call.Arguments, call.Meta ?? default, options.Principal.Tenant, callId, NewId(), records.Key);

    private CallProposal ProposeTraced(CompiledBundle bundle, Tool? tool, ToolDefinition? definition, string callId, CallRequest call)
    {
        using Activity? span = Tracing.Step(TelemetryNames.Validation);
        CallProposal proposal = Propose(bundle, tool, definition, callId, call);
        Tracing.Fail(span, proposal.SchemaViolation is null ? null : "schema_violation");
        return proposal;
    }

    private async Task<Decided> DecideTracedAsync(CallProposal proposal, Unavailability? unavailable, Action<Decision> dispatch)
    {
        Decided decided;
        Activity? request = Activity.Current;
        using (Activity? span = Tracing.Step(TelemetryNames.Evaluate))
        {
            decided = await session.DecideAsync(proposal, unavailable, decision =>
            {
                // What is sent belongs to the request, and not to its evaluation.
                Activity.Current = request;
                dispatch(decision);
                Activity.Current = span ?? request;
            });
            Tracing.Tell(span, decided.Decision);
        }

        Metrics.Decided(session.Bundle, decided.Decision);
        if (decided.Decision.Events.OfType<ApprovalRequested>().FirstOrDefault() is { } requested)
        {
            using Activity? span = Tracing.Step(TelemetryNames.Approval);
            span?.SetTag(TelemetryNames.ApprovalId, requested.Approval.Id);
        }

        return decided;
    }

    private string NewId() => options.NewId(options.Time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
}
