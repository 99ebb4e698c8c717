using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Checks;

/// <summary>The references of an envelope under one key.</summary>
internal static class EnvelopeMath
{
    /// <summary>Whether the constraint keeps constrained values as references of later ones.</summary>
    public static bool IsMonotonic(Envelope envelope) =>
        envelope.Constraint is EnvelopeConstraint.MonotonicDecrease or EnvelopeConstraint.MonotonicIncrease;

    /// <summary>The tightest captured bound of a role; null when no stage of that role has one.</summary>
    public static JsonNumber? Tightest(Envelope envelope, EnvelopeState? state, EnvelopeRole role)
    {
        JsonNumber? tightest = null;
        for (int stage = 0; state is not null && stage < envelope.Stages.Length; stage++)
        {
            if (envelope.Stages[stage].Role == role && state.References[stage] is { } value
                && (tightest is not { } known || (role == EnvelopeRole.Ceiling ? value < known : value > known)))
            {
                tightest = value;
            }
        }

        return tightest;
    }

    /// <summary>The last committed or reserved value: what was settled last, or a later reservation of an open call.</summary>
    public static JsonNumber? Last(SessionState session, int envelope, UInt128 key, EnvelopeState? state)
    {
        if (state?.Last is null)
        {
            return null;
        }

        JsonNumber? last = state.Last;
        long order = state.LastOrder;
        foreach (OpenCall open in session.Open)
        {
            foreach (EnvelopeReservation reservation in open.Reserved.Envelopes)
            {
                if (reservation.Envelope == envelope && reservation.Key == key && open.Order > order)
                {
                    (last, order) = (reservation.Value, open.Order);
                }
            }
        }

        return last;
    }
}
