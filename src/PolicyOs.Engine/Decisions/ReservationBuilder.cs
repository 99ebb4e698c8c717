using System.Collections.Immutable;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.Decisions;

/// <summary>Writes down the restrictive effects of an allowed call (spec 2.4).</summary>
internal static class ReservationBuilder
{
    public static CallReserved Build(CallContext call, ICheck? wouldCheck, Finding? would) =>
        new(call.Proposal.CallId, call.Tool.Number, call.Proposal.ArgumentsHash, call.Proposal.CallDigest)
        {
            At = call.Facts.Now,
            SessionId = call.Session.Head.Id,
            PrincipalId = call.Facts.Principal.Id,
            CountsStep = call.CountsStep,
            EntersLoop = call.EntersLoop,
            ApprovalId = call.Grant?.Id,
            Cost = call.ToolPlan.ReservedCost,
            Aggregates = call.Aggregates.IsDefault ? Contributions(call) : call.Aggregates,
            Envelopes = call.Envelopes.IsDefault ? EnvelopeCheck.Reservations(call.Bundle, call.Contract, call.Arguments) : call.Envelopes,
            Idempotency = Claim(call),
            Would = would is null ? null : new WouldFinding(would.Verdict == Verdict.Ask, would.Code!, wouldCheck!.Name, would.Message),
            ReservedOn = call.ToolPlan.Streams,
            Arguments = call.Arguments,
        };

    // Only where row 15 did not run to its end: the state still has to advance by what really happens.
    private static ImmutableArray<AggregateContribution> Contributions(CallContext call)
    {
        ImmutableArray<AggregateContribution> contributions = [];
        foreach (int number in call.Contract.Aggregates)
        {
            if (AggregateMath.Contribution(call, number, out AggregateContribution contribution) is null
                && AggregateMath.TryValueWith(call.Session, contribution, out _))
            {
                contributions = contributions.Add(contribution);
            }
        }

        return contributions;
    }

    // A key that belongs to another call is left to that call, when a mode lets this one through nevertheless.
    private static IdempotencyClaim? Claim(CallContext call)
    {
        if (call.Contract.Idempotency is not { } idempotency || call.Proposal.IdempotencyKey is not { } key)
        {
            return null;
        }

        bool isFree = call.Facts.Tenant.FindIdempotency(key, call.Facts.Now) is not { } record
            || (record.ArgumentsHash == call.Proposal.ArgumentsHash && record.PrincipalId == call.Facts.Principal.Id);
        return isFree ? new IdempotencyClaim(key, idempotency.Retention, idempotency.UpstreamSafe) : null;
    }
}
