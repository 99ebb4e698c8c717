using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A slot that nothing reads.</summary>
internal sealed class UnusedBind : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var read = graph.Tools.SelectMany(t => t.Contract?.ValueInvariants ?? []).SelectMany(i => i.Operators).OfType<Operator.EqualsSlot>().Select(o => o.Slot)
            .Concat(graph.Compilation.Aggregates.SelectMany(a => a.When).Select(w => w.Slot))
            .ToHashSet();
        for (int slot = 0; slot < graph.Compilation.Slots.Count; slot++)
        {
            if (!read.Contains(slot))
            {
                string name = graph.Compilation.Slots[slot];
                findings.Add(Codes.UnusedBind, name, graph.Compilation.Slots.DeclaredAt(slot), $"nothing reads slot `{name}`");
            }
        }
    }
}
