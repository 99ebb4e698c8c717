using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A gate whose label nothing in the bundle adds, or that denies no tool that is allowed.</summary>
internal sealed class LabelGateDead : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var added = graph.Allowed.SelectMany(t => t.Contract!.AddsLabels.Concat(t.Contract.LabelsFromOutput.Select(l => l.Label)))
            .Concat(graph.Compilation.Resources.SelectMany(r => r.Labels))
            .ToHashSet();
        var allowed = graph.Allowed.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (LabelGateSyntax gate in (graph.Compilation.Syntax.Session?.Policy?.LabelGates).OrAbsent())
        {
            string label = gate.WhenLabel!.Value;
            if (!added.Contains(graph.Compilation.Labels.Peek(label)))
            {
                findings.Add(Codes.LabelGateDead, label, gate.WhenLabel.At, $"no tool and no resource adds label `{label}`; only an operator can");
            }
            else if (!gate.DenyTools.Any(t => allowed.Contains(t.Value)))
            {
                findings.Add(Codes.LabelGateDead, label, gate.DenyTools.At, $"none of the tools that label `{label}` denies is allowed");
            }
        }
    }
}
