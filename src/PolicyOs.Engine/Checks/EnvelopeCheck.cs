using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 16: constrained values stay within what earlier calls captured.</summary>
internal sealed class EnvelopeCheck : ICheck
{
    public int Row => 16;

    public string Name => "envelopes";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool?.Contract is { } contract
        && contract.EnvelopeStages.Any(s => bundle.Session.Envelopes[s.Envelope].Stages[s.Stage].Role == EnvelopeRole.Constrained);

    public Finding? Examine(CallContext call)
    {
        ImmutableArray<EnvelopeReservation> reservations = [];
        foreach (EnvelopeStageReference reference in call.Contract.EnvelopeStages)
        {
            Envelope envelope = call.Bundle.Session.Envelopes[reference.Envelope];
            EnvelopeStage stage = envelope.Stages[reference.Stage];
            if (stage.Role != EnvelopeRole.Constrained)
            {
                continue;
            }

            if (!TryRead(call.Arguments, stage, out JsonNumber value))
            {
                return Deny(call, envelope, stage, DecisionCode.EnvelopeViolation, "must be a number");
            }

            if (!EnvelopeKeys.TryRead(stage.Key, call.Arguments, ref call.Digests, out UInt128 key))
            {
                return Deny(call, envelope, stage, DecisionCode.EnvelopeReferenceMissing, $"has no reference without a value at {string.Join(", ", stage.Key.Select(PathText.Of))}");
            }

            if (Examine(call, reference.Envelope, stage, key, value) is { } finding)
            {
                return finding;
            }

            if (EnvelopeMath.IsMonotonic(envelope))
            {
                reservations = reservations.Add(new EnvelopeReservation(reference.Envelope, key, value));
            }
        }

        call.Envelopes = reservations;
        return null;
    }

    /// <summary>What a call adds to monotonic envelopes, as far as it can be read: for a call that is let through although the row denies.</summary>
    public static ImmutableArray<EnvelopeReservation> Reservations(CompiledBundle bundle, ToolContract contract, JsonElement arguments)
    {
        ImmutableArray<EnvelopeReservation> reservations = [];
        DigestMemo digests = default;
        foreach (EnvelopeStageReference reference in contract.EnvelopeStages)
        {
            Envelope envelope = bundle.Session.Envelopes[reference.Envelope];
            EnvelopeStage stage = envelope.Stages[reference.Stage];
            if (stage.Role == EnvelopeRole.Constrained && EnvelopeMath.IsMonotonic(envelope)
                && TryRead(arguments, stage, out JsonNumber value) && EnvelopeKeys.TryRead(stage.Key, arguments, ref digests, out UInt128 key))
            {
                reservations = reservations.Add(new EnvelopeReservation(reference.Envelope, key, value));
            }
        }

        return reservations;
    }

    private static bool TryRead(JsonElement arguments, EnvelopeStage stage, out JsonNumber value)
    {
        value = default;
        return stage.Path.TrySelectSingle(arguments, out JsonElement node) && ExactNumber.TryRead(node, out value);
    }

    private static Finding? Examine(CallContext call, int number, EnvelopeStage stage, UInt128 key, JsonNumber value)
    {
        Envelope envelope = call.Bundle.Session.Envelopes[number];
        call.Session.Envelopes[number].TryGet(key, out EnvelopeState? state);
        JsonNumber? ceiling = EnvelopeMath.Tightest(envelope, state, EnvelopeRole.Ceiling);
        JsonNumber? floor = EnvelopeMath.Tightest(envelope, state, EnvelopeRole.Floor);
        JsonNumber? last = EnvelopeMath.Last(call.Session, number, key, state);
        return envelope.Constraint switch
        {
            EnvelopeConstraint.LteCeiling => Bound(call, envelope, stage, value, null, ceiling, ceiling is null),
            EnvelopeConstraint.GteFloor => Bound(call, envelope, stage, value, floor, null, floor is null),
            EnvelopeConstraint.Bounded => Bound(call, envelope, stage, value, floor, ceiling, floor is null || ceiling is null),
            EnvelopeConstraint.MonotonicDecrease => Bound(call, envelope, stage, value, null, last, last is null),
            EnvelopeConstraint.MonotonicIncrease => Bound(call, envelope, stage, value, last, null, last is null),
            EnvelopeConstraint.WithinBand => Band(call, envelope, stage, value, last),
            _ => throw new InvalidOperationException($"constraint {envelope.Constraint} is not known"),
        };
    }

    private static Finding? Band(CallContext call, Envelope envelope, EnvelopeStage stage, JsonNumber value, JsonNumber? anchor)
    {
        if (anchor is not { } middle)
        {
            return Bound(call, envelope, stage, value, null, null, isMissing: true);
        }

        JsonNumber width = envelope.Band!.Value.Multiply(middle.Abs());
        return Bound(call, envelope, stage, value, middle.Subtract(width), middle.Add(width), isMissing: false);
    }

    private static Finding? Bound(
        CallContext call, Envelope envelope, EnvelopeStage stage, JsonNumber value, JsonNumber? atLeast, JsonNumber? atMost, bool isMissing)
    {
        if (isMissing)
        {
            string needed = ReferencesOf(call.Bundle, envelope);
            string same = stage.Key.IsEmpty ? string.Empty : $" for the same {string.Join(", ", stage.Key.Select(PathText.Of))}";
            return Deny(call, envelope, stage, DecisionCode.EnvelopeReferenceMissing, $"is held against a value of {needed}, which must have completed{same} first");
        }

        string? expected = atMost is { } most && value > most ? $"at most {most}" : atLeast is { } least && value < least ? $"at least {least}" : null;
        return expected is null
            ? null
            : Deny(call, envelope, stage, DecisionCode.EnvelopeViolation, $"must be {expected}") with { Expected = expected, Actual = value.ToString() };
    }

    private static string ReferencesOf(CompiledBundle bundle, Envelope envelope) =>
        string.Join(" and ", envelope.Stages.Where(static s => s.Role != EnvelopeRole.Constrained).Select(s => bundle.Tools[s.Tool].Name).Distinct());

    private static Finding Deny(CallContext call, Envelope envelope, EnvelopeStage stage, DecisionCode code, string what) =>
        Finding.Deny(code, $"{call.Tool.Name}: {PathText.Of(stage.Path)} {what} (envelope `{envelope.Name}`)") with { Path = PathText.Of(stage.Path), Reason = envelope.Reason };
}
