using System.Collections.Immutable;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>What the analyses look at: the compiled contracts, what requires what, and the least fixpoint of what can ever happen.</summary>
internal sealed class ContractGraph
{
    private readonly Lazy<Reachability> _reachable;
    private readonly Lazy<PhaseOrder> _order;

    internal ContractGraph(Compilation compilation)
    {
        Compilation = compilation;
        Facts = compilation.PriorFacts.All;
        Required = [.. compilation.Drafts.Select(RequiredTools)];
        _reachable = new Lazy<Reachability>(() => Reachability.Of(this, []));
        _order = new Lazy<PhaseOrder>(() => new PhaseOrder(this, Reachable));
    }

    internal Compilation Compilation { get; }

    internal IReadOnlyList<ToolDraft> Tools => Compilation.Drafts;

    internal ImmutableArray<Phase> Phases => Compilation.CompiledPhases;

    internal ImmutableArray<PriorFact> Facts { get; }

    /// <summary>By tool number: tools that must have committed before.</summary>
    internal ImmutableArray<ImmutableArray<int>> Required { get; }

    /// <summary>What can ever commit, and where.</summary>
    internal Reachability Reachable => _reachable.Value;

    /// <summary>What can come after what.</summary>
    internal PhaseOrder Order => _order.Value;

    /// <summary>Allowed tools with a contract.</summary>
    internal IEnumerable<ToolDraft> Allowed => Tools.Where(t => t is { IsAllowed: true, IsBlocked: false, Contract: not null });

    /// <summary>Everything that must have committed before a tool, over any number of steps; the tool itself only on a cycle.</summary>
    internal HashSet<int> RequiredTransitively(int tool)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>(Required[tool]);
        while (open.TryPop(out int next))
        {
            if (seen.Add(next))
            {
                foreach (int before in Required[next])
                {
                    open.Push(before);
                }
            }
        }

        return seen;
    }

    private ImmutableArray<int> RequiredTools(ToolDraft tool) =>
        tool.Contract is null ? [] : [.. tool.Contract.Preconditions.Where(p => p.Fact >= 0).Select(p => Facts[p.Fact].Tool).Distinct()];
}
