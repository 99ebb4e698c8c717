using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A count with a lower bound above 1 denies the first call, and so every call.</summary>
internal sealed class AggregateBlocksFirstCall : IAnalysis
{
    private static readonly JsonNumber One = JsonNumber.FromInt64(1);

    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (AggregateSyntax s in (graph.Compilation.Syntax.Session?.Aggregates).OrAbsent())
        {
            if (s is { Metric.Value: AggregateMetric.Count or AggregateMetric.CountDistinct, AtLeast: { } least } && least.Value > One)
            {
                findings.Add(
                    Codes.AggregateBlocksFirstCall,
                    s.Name!.Value,
                    least.At,
                    $"the first call counts 1 and is denied by `gte` {least.Value}, so there is never a second",
                    "a lower bound on a count is what a precondition with requires_step_count is for");
            }
        }
    }
}
