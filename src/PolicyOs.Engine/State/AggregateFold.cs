using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.State;

/// <summary>Folds contributions into aggregates, all of a call at once.</summary>
internal static class AggregateFold
{
    public static ImmutableArray<AggregateState> Add(ImmutableArray<AggregateState> states, ImmutableArray<AggregateContribution> contributions) =>
        Change(states, contributions, static (AggregateState state, in AggregateContribution c) => state.Add(c));

    public static ImmutableArray<AggregateState> Release(ImmutableArray<AggregateState> states, ImmutableArray<AggregateContribution> contributions) =>
        Change(states, contributions, static (AggregateState state, in AggregateContribution c) => state.Release(c));

    public static ImmutableArray<AggregateState> Settle(ImmutableArray<AggregateState> states, ImmutableArray<AggregateContribution> contributions) =>
        Change(states, contributions, static (AggregateState state, in AggregateContribution c) => state.Settle(c));

    private delegate AggregateState Step(AggregateState state, in AggregateContribution contribution);

    private static ImmutableArray<AggregateState> Change(
        ImmutableArray<AggregateState> states, ImmutableArray<AggregateContribution> contributions, Step step)
    {
        if (contributions.IsEmpty)
        {
            return states;
        }

        AggregateState[] changed = [.. states];
        foreach (ref readonly AggregateContribution contribution in contributions.AsSpan())
        {
            changed[contribution.Aggregate] = step(changed[contribution.Aggregate], contribution);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(changed);
    }
}
