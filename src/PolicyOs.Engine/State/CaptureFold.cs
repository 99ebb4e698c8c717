using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.State;

/// <summary>Folds what commits capture: slots, facts, envelope references.</summary>
internal static class CaptureFold
{
    public static SessionState Apply(BundlePlan plan, SessionState state, CallCommitted committed) => state with
    {
        SlotValues = Slots(state.SlotValues, committed.Slots),
        PlainFacts = PlainFacts(plan, state.PlainFacts, committed.Facts),
        EntityFacts = EntityFacts(plan, state.EntityFacts, committed.Facts),
        Envelopes = References(plan, state.Envelopes, committed.Envelopes, state.Version),
    };

    /// <summary>Puts an open call's monotonic values where its reservation stood in the series.</summary>
    public static ImmutableArray<PersistentMap<UInt128, EnvelopeState>> SettleSeries(
        BundlePlan plan, ImmutableArray<PersistentMap<UInt128, EnvelopeState>> envelopes, OpenCall open)
    {
        foreach (EnvelopeReservation reservation in open.Reserved.Envelopes)
        {
            if (envelopes[reservation.Envelope].TryGet(reservation.Key, out EnvelopeState state))
            {
                envelopes = envelopes.SetItem(
                    reservation.Envelope, envelopes[reservation.Envelope].With(reservation.Key, state.WithLast(reservation.Value, open.Order)));
            }
        }

        return envelopes;
    }

    private static ImmutableArray<SlotValue?> Slots(ImmutableArray<SlotValue?> slots, ImmutableArray<SlotCapture> captures)
    {
        foreach (SlotCapture capture in captures)
        {
            slots = slots.SetItem(capture.Slot, capture.Value is { } value ? new SlotValue(value) : null);
        }

        return slots;
    }

    private static ImmutableArray<FactState> PlainFacts(BundlePlan plan, ImmutableArray<FactState> facts, ImmutableArray<FactCapture> captures)
    {
        foreach (FactCapture capture in captures)
        {
            if (plan.Facts[capture.Fact] is { HasEntity: false } at)
            {
                facts = facts.SetItem(at.Index, capture.Holds ? FactState.Holds : FactState.Fails);
            }
        }

        return facts;
    }

    private static ImmutableArray<PersistentMap<UInt128, bool>> EntityFacts(
        BundlePlan plan, ImmutableArray<PersistentMap<UInt128, bool>> facts, ImmutableArray<FactCapture> captures)
    {
        foreach (FactCapture capture in captures)
        {
            if (plan.Facts[capture.Fact] is { HasEntity: true } at)
            {
                facts = facts.SetItem(at.Index, facts[at.Index].With(capture.Entity, capture.Holds));
            }
        }

        return facts;
    }

    private static ImmutableArray<PersistentMap<UInt128, EnvelopeState>> References(
        BundlePlan plan, ImmutableArray<PersistentMap<UInt128, EnvelopeState>> envelopes, ImmutableArray<EnvelopeCapture> captures, long order)
    {
        foreach (EnvelopeCapture capture in captures)
        {
            PersistentMap<UInt128, EnvelopeState> keys = envelopes[capture.Envelope];
            if (!keys.TryGet(capture.Key, out EnvelopeState? state))
            {
                // A key beyond the limit gets no reference, and so every constrained call under it is denied.
                if (keys.Count >= EnvelopeState.MaxKeys)
                {
                    continue;
                }

                state = plan.EmptyEnvelope[capture.Envelope];
            }

            EnvelopeRole role = plan.Bundle.Session.Envelopes[capture.Envelope].Stages[capture.Stage].Role;
            state = role is EnvelopeRole.Anchor or EnvelopeRole.Initial
                ? state.WithLast(capture.Value, order)
                : state.WithReference(capture.Stage, capture.Value);
            envelopes = envelopes.SetItem(capture.Envelope, keys.With(capture.Key, state));
        }

        return envelopes;
    }
}
