using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>Which phases can follow which, over transitions that some tool can make happen.</summary>
internal sealed class PhaseOrder
{
    private readonly ContractGraph _graph;
    private readonly Reachability _reachable;
    private readonly List<int>[] _driven;
    private readonly HashSet<int>?[] _after;

    internal PhaseOrder(ContractGraph graph, Reachability reachable)
    {
        (_graph, _reachable) = (graph, reachable);
        _driven = [.. graph.Phases.Select(_ => new List<int>())];
        _after = new HashSet<int>?[graph.Phases.Length];
        foreach (ToolDraft tool in graph.Allowed.Where(t => t.Contract!.AdvancesTo >= 0))
        {
            foreach (int phase in reachable.PhasesOf(tool))
            {
                _driven[phase].Add(tool.Contract!.AdvancesTo);
            }
        }
    }

    /// <summary>Whether some tool makes this transition.</summary>
    internal bool IsDriven(int from, int to) => _driven[from].Contains(to);

    /// <summary>The phase itself and all that can follow it.</summary>
    internal HashSet<int> After(int phase)
    {
        if (_after[phase] is not { } after)
        {
            after = [];
            var open = new Stack<int>([phase]);
            while (open.TryPop(out int next))
            {
                if (after.Add(next))
                {
                    _driven[next].ForEach(open.Push);
                }
            }

            _after[phase] = after;
        }

        return after;
    }

    /// <summary>Whether a call of one tool can come after a commit of the other.</summary>
    internal bool CanFollow(ToolDraft first, ToolDraft then)
    {
        if (!_reachable.CanCommit(first.Number))
        {
            return false;
        }

        PhaseSet phases = then.Contract!.ValidInPhases;
        return _graph.Phases.IsEmpty || phases.IsEvery
            || _reachable.PhasesOf(first).Any(p => After(first.Contract!.AdvancesTo is >= 0 and var to ? to : p).Any(phases.Contains));
    }
}
