using System.Collections.Immutable;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>
/// The least fixpoint over phases and tools: a tool can commit in a reached phase once everything it waits for can have committed, and what it
/// commits may reach further phases. Monotone and may-only: what it leaves out can never happen; what it holds need not. A tool is looked
/// at again only when something it waits for is new, so the work is linear in what the contracts say.
/// </summary>
internal sealed class Reachability
{
    private readonly ContractGraph _graph;
    private readonly HashSet<int> _without;
    private readonly bool[] _committed;
    private readonly bool[] _phases;
    private readonly List<int>[] _waiting;
    private readonly int[] _slotOwner;
    private readonly Queue<int> _open = new();

    private Reachability(ContractGraph graph, IEnumerable<int> without)
    {
        _graph = graph;
        _without = [.. without];
        _committed = new bool[graph.Tools.Count];
        _phases = new bool[graph.Phases.Length];
        _waiting = [.. graph.Tools.Select(_ => new List<int>())];
        _slotOwner = new int[graph.Compilation.Slots.Count];
    }

    /// <summary>Whether any tool can commit at all.</summary>
    internal bool Any { get; private set; }

    /// <summary>Computes it, as if <paramref name="without"/> did not exist and nothing waited for them.</summary>
    internal static Reachability Of(ContractGraph graph, IEnumerable<int> without)
    {
        var reachability = new Reachability(graph, without);
        reachability.Compute();
        return reachability;
    }

    internal bool CanCommit(int tool) => _committed[tool];

    internal bool IsReached(int phase) => _phases[phase];

    /// <summary>Reached phases in which the tool can commit; none where the bundle has no phases.</summary>
    internal IEnumerable<int> PhasesOf(ToolDraft tool) => !_committed[tool.Number]
        ? []
        : Enumerable.Range(0, _phases.Length).Where(p => _phases[p] && tool.Contract!.ValidInPhases.Contains(p));

    /// <summary>Why an allowed tool cannot commit, in words.</summary>
    internal string WhyNot(ToolDraft tool)
    {
        ToolContract contract = tool.Contract!;
        return contract switch
        {
            { IsRiskAllowed: false } => $"{contract.RiskSource} blocks it",
            { MaxCalls: 0 } => "max_calls_per_tool is 0",
            _ when !IsInReachedPhase(contract) => "none of its phases can be reached",
            _ when _graph.Required[tool.Number].Any(r => !_committed[r]) =>
                $"it requires `{_graph.Tools[_graph.Required[tool.Number].First(r => !_committed[r])].Name}`, which can never commit before",
            _ => "a slot or an envelope that it needs is never filled before",
        };
    }

    private void Compute()
    {
        foreach (ToolDraft tool in _graph.Tools)
        {
            foreach (Bind bind in tool.Contract?.Binds ?? [])
            {
                _slotOwner[bind.Slot] = tool.Number;
            }
        }

        foreach (ToolDraft tool in _graph.Allowed)
        {
            foreach (int awaited in Awaited(tool).SelectMany(a => a).Distinct())
            {
                _waiting[awaited].Add(tool.Number);
            }
        }

        if (_graph.Compilation.InitialPhase is >= 0 and var initial)
        {
            Reach(initial);
        }

        foreach (ToolDraft tool in _graph.Allowed)
        {
            _open.Enqueue(tool.Number);
        }

        while (_open.TryDequeue(out int number))
        {
            Visit(_graph.Tools[number]);
        }
    }

    private void Visit(ToolDraft tool)
    {
        if (_without.Contains(tool.Number) || tool.Contract is not { IsRiskAllowed: true, MaxCalls: not 0 } contract || !IsInReachedPhase(contract)
            || !Awaited(tool).All(any => any.IsEmpty || any.Any(t => _committed[t] || _without.Contains(t)))
            || (!Any && contract.Preconditions.Any(p => p.MinimumCommits > 0)))
        {
            return;
        }

        bool isFirst = !Any;
        Any = true;
        if (!_committed[tool.Number])
        {
            _committed[tool.Number] = true;
            foreach (int waiting in isFirst ? _graph.Allowed.Select(t => t.Number) : _waiting[tool.Number])
            {
                _open.Enqueue(waiting);
            }
        }

        if (contract.AdvancesTo >= 0)
        {
            Reach(contract.AdvancesTo);
        }
    }

    private void Reach(int phase)
    {
        if (_phases[phase])
        {
            return;
        }

        _phases[phase] = true;
        foreach (ToolDraft tool in _graph.Allowed.Where(t => t.Contract!.ValidInPhases.Contains(phase)))
        {
            _open.Enqueue(tool.Number);
        }
    }

    private bool IsInReachedPhase(ToolContract contract)
    {
        if (_phases.Length == 0 || contract.ValidInPhases.IsEvery)
        {
            return true;
        }

        for (int phase = 0; phase < _phases.Length; phase++)
        {
            if (_phases[phase] && contract.ValidInPhases.Contains(phase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What must have committed: of each group, one.</summary>
    private IEnumerable<ImmutableArray<int>> Awaited(ToolDraft tool)
    {
        foreach (int required in _graph.Required[tool.Number])
        {
            yield return [required];
        }

        foreach (int slot in tool.Contract!.ValueInvariants.SelectMany(i => i.Operators).OfType<Operator.EqualsSlot>().Select(o => o.Slot))
        {
            yield return [_slotOwner[slot]];
        }

        foreach (ImmutableArray<int> references in EnvelopeReferences.Of(tool, _graph.Compilation))
        {
            yield return references;
        }
    }
}
