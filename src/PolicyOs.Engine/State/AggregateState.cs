using PolicyOs.Engine.Events;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.State;

/// <summary>
/// The fold of one aggregate over committed, reserved and doubtful calls. A closed hierarchy. Contributions enter at reservation; a failed
/// call takes its own out again.
/// </summary>
internal abstract record AggregateState
{
    private AggregateState()
    {
    }

    /// <summary>At reservation.</summary>
    public abstract AggregateState Add(in AggregateContribution contribution);

    /// <summary>When the call certainly did nothing.</summary>
    public abstract AggregateState Release(in AggregateContribution contribution);

    /// <summary>When the call can no longer be taken back.</summary>
    public virtual AggregateState Settle(in AggregateContribution contribution) => this;

    /// <summary>count</summary>
    public sealed record Count(int Calls) : AggregateState
    {
        public override AggregateState Add(in AggregateContribution contribution) => new Count(Calls + 1);

        public override AggregateState Release(in AggregateContribution contribution) => new Count(Calls - 1);
    }

    /// <summary>sum; negatives are counted because a positive value does not make up for them under a lower bound alone.</summary>
    public sealed record Sum(JsonNumber Total, int Negatives) : AggregateState
    {
        public override AggregateState Add(in AggregateContribution contribution) =>
            new Sum(Total.Add(contribution.Value), Negatives + (contribution.Value.Sign < 0 ? 1 : 0));

        public override AggregateState Release(in AggregateContribution contribution) =>
            new Sum(Total.Subtract(contribution.Value), Negatives - (contribution.Value.Sign < 0 ? 1 : 0));
    }

    /// <summary>max or min of settled calls; those of open calls are read from the open calls, so that they can be taken back.</summary>
    public sealed record Extreme(bool IsMaximum, JsonNumber? Settled) : AggregateState
    {
        public override AggregateState Add(in AggregateContribution contribution) => this;

        public override AggregateState Release(in AggregateContribution contribution) => this;

        public override AggregateState Settle(in AggregateContribution contribution) =>
            this with { Settled = Settled is { } settled ? Of(settled, contribution.Value) : contribution.Value };

        public JsonNumber Of(JsonNumber a, JsonNumber b) => (a >= b) == IsMaximum ? a : b;
    }

    /// <summary>count_distinct of settled calls; the values of open calls are read from the open calls, so that they can be taken back.</summary>
    public sealed record Distinct(PersistentMap<UInt128, bool> Settled) : AggregateState
    {
        public override AggregateState Add(in AggregateContribution contribution) => this;

        public override AggregateState Release(in AggregateContribution contribution) => this;

        public override AggregateState Settle(in AggregateContribution contribution) =>
            Settled.TryGet(contribution.Digest, out _) ? this : new Distinct(Settled.With(contribution.Digest, true));
    }
}
