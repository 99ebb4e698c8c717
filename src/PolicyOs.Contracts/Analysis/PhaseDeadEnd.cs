using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A phase that can be entered and that no tool leads on to a terminal one.</summary>
internal sealed class PhaseDeadEnd : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        for (int phase = 0; phase < graph.Phases.Length; phase++)
        {
            if (graph.Reachable.IsReached(phase) && !graph.Order.After(phase).Any(p => graph.Phases[p].IsTerminal))
            {
                string name = graph.Phases[phase].Name;
                findings.Add(Codes.PhaseDeadEnd, name, graph.Compilation.Phases.DeclaredAt(phase), $"from phase `{name}` no tool leads to a terminal phase");
            }
        }
    }
}
