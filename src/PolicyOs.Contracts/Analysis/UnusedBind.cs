using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A slot that nothing reads.</summary>
internal sealed class UnusedBind : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var read = graph.Tools.SelectMany(t => t.Contract?.ValueInvariants ?? []).SelectMany(i => i.Operators).OfType<Operator.EqualsSlot>().Select(o => o.Slot)
            .Concat(graph.Compilation.Aggregates.SelectMany(a => a.When).Select(w => w.Condition).OfType<BoundCondition.OnSlot>().Select(c => c.Slot))
            .ToHashSet();
        CelRead[] named = read.Count == graph.Compilation.Slots.Count ? [] : [.. Expressions(graph).Where(NamesSession).SelectMany(e => e.Reads).Where(r => r.Slot == RuleVariables.Session)];
        for (int slot = 0; slot < graph.Compilation.Slots.Count; slot++)
        {
            string name = graph.Compilation.Slots[slot];
            if (!read.Contains(slot) && !named.Any(r => MayBe(r.Fields, name)))
            {
                findings.Add(Codes.UnusedBind, name, graph.Compilation.Slots.DeclaredAt(slot), $"nothing reads slot `{name}`");
            }
        }
    }

    /// <summary>Working out what is read takes longer than compiling; most expressions do not even name the session.</summary>
    private static bool NamesSession(CelProgram expression) => expression.Source.Contains("session", StringComparison.Ordinal);

    /// <summary>Whether an expression that reads these fields of the session may read a slot.</summary>
    private static bool MayBe(ImmutableArray<string> fields, string slot) => fields switch
    {
        [] or ["bindings"] => true,
        ["bindings", var name, ..] => name == slot,
        _ => false,
    };

    private static IEnumerable<CelProgram> Expressions(ContractGraph graph)
    {
        IEnumerable<ToolContract> contracts = graph.Tools.Select(t => t.Contract).OfType<ToolContract>();
        return contracts.SelectMany(c => c.Rules).Select(r => r.Condition)
            .Concat(contracts.SelectMany(c => c.Checkpoints).SelectMany(c => c.When).OfType<Condition.Expression>().Select(c => c.Program))
            .Concat(graph.Compilation.Aggregates.SelectMany(a => a.When).Select(w => w.Condition).OfType<BoundCondition.Expression>()
                .SelectMany(c => c.ByTool).OfType<CelProgram>());
    }
}
