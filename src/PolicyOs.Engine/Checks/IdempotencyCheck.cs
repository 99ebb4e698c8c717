using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 7: a call whose idempotency key is known ends here, before anything that the first call itself may have changed (spec 2.9).</summary>
internal sealed class IdempotencyCheck : ICheck
{
    public int Row => 7;

    public string Name => "idempotency";

    // Replays and waits are no denials: a repeat is not sent twice in any mode. Its denials bind in enforce only, see DecisionMaker.
    public bool IsEnforcedInEveryMode => false;

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract?.Idempotency is not null;

    public Finding? Examine(CallContext call)
    {
        if (call.Proposal.IdempotencyKey is not { } key)
        {
            return MissingKey(call, call.Contract.Idempotency!);
        }

        if (call.Facts.Tenant.FindIdempotency(key, call.Facts.Now) is not { } record)
        {
            return null;
        }

        if (record.ArgumentsHash != call.Proposal.ArgumentsHash || record.PrincipalId != call.Facts.Principal.Id)
        {
            return Finding.Deny(
                DecisionCode.IdempotencyConflict,
                $"the idempotency key of this call of {call.Tool.Name} belongs to another call, with other arguments or by another principal; use another key for another effect");
        }

        return record.Status switch
        {
            IdempotencyStatus.Recorded => Finding.Replay(record.CallId),
            IdempotencyStatus.InFlight => Finding.Wait($"an equal call of {call.Tool.Name} is in flight; its result will answer this one"),
            _ when record.UpstreamSafe => null,
            _ => Finding.Deny(
                DecisionCode.IdempotencyInDoubt,
                $"an equal call of {call.Tool.Name} ended in doubt; whether it took effect has to be found out by a person before it may be repeated"),
        };
    }

    private static Finding? MissingKey(CallContext call, Idempotency idempotency)
    {
        if (!idempotency.Key.IsEmpty)
        {
            return Finding.Deny(
                DecisionCode.IdempotencyKeyRequired,
                $"{call.Tool.Name} takes its idempotency key from {string.Join(", ", idempotency.Key.Select(PathText.Of))}; give every one of them a value");
        }

        return idempotency.Required
            ? Finding.Deny(DecisionCode.IdempotencyKeyRequired, $"{call.Tool.Name} needs an idempotency key in _meta[\"policyos/idempotency-key\"]")
            : null;
    }
}
