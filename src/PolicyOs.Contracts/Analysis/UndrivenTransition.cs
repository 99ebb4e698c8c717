using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A declared transition that no tool makes happen.</summary>
internal sealed class UndrivenTransition : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (SyntaxMapEntry<SyntaxList<Located<string>>> entry in (graph.Compilation.Syntax.Session?.Transitions).OrAbsent())
        {
            int from = graph.Compilation.Phases.Peek(entry.Name.Value);
            foreach (Located<string> target in entry.Value)
            {
                if (!graph.Order.IsDriven(from, graph.Compilation.Phases.Peek(target.Value)))
                {
                    findings.Add(
                        Codes.UndrivenTransition,
                        entry.Name.Value,
                        target.At,
                        $"no tool leads from phase `{entry.Name.Value}` to `{target.Value}`",
                        $"give a tool that is valid in `{entry.Name.Value}` `advances_to: {target.Value}`, or take the transition out");
                }
            }
        }
    }
}
