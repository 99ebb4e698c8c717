using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Analysis;

/// <summary>Bounds that no call can satisfy.</summary>
internal sealed class AggregateUnsatisfiable : IAnalysis
{
    private static readonly JsonNumber One = JsonNumber.FromInt64(1);

    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (AggregateSyntax s in (graph.Compilation.Syntax.Session?.Aggregates).OrAbsent())
        {
            bool counts = s.Metric!.Value is AggregateMetric.Count or AggregateMetric.CountDistinct;
            if (counts && s.AtMost is { } most && most.Value < One)
            {
                findings.Add(Codes.AggregateUnsatisfiable, s.Name!.Value, most.At, $"the first call already counts 1, above `lte` {most.Value}");
            }

            foreach (AggregateWhenSyntax when in s.When)
            {
                if ((when.ThenAtLeast ?? s.AtLeast) is { } least && (when.ThenAtMost ?? s.AtMost) is { } upper && least.Value > upper.Value)
                {
                    findings.Add(Codes.AggregateUnsatisfiable, s.Name!.Value, when.At, $"with this entry the lower bound is {least.Value} and the upper bound {upper.Value}: nothing can pass");
                }
            }
        }
    }
}
