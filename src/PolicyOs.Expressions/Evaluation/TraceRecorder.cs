using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Keeps the last value of every node of a plan, and how often it was evaluated.</summary>
internal sealed class TraceRecorder(int nodes)
{
    private readonly (CelValue Value, int Count)[] _records = new (CelValue, int)[nodes];

    public void Record(Plan plan, in CelValue value) => _records[plan.Id] = (value, _records[plan.Id].Count + 1);

    /// <summary>What was recorded for a node; a count of 0 when it was never evaluated.</summary>
    public (CelValue Value, int Count) Of(int id) => _records[id];
}
