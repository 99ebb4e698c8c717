using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Planning;

/// <summary>Sets of tools as bits, so that a tool list costs a few words whatever the number of tools.</summary>
internal sealed class ToolMasks
{
    private readonly ImmutableArray<(string Purpose, ulong[] Denied)> _deniedByPurpose;
    private readonly ulong[] _deniedForOther;
    private readonly ulong[] _deniedForNone;

    public ToolMasks(CompiledBundle bundle)
    {
        ImmutableArray<Phase> phases = bundle.Session.Phases;
        ulong[] Of(Func<Tool, ToolContract, bool> belongs) =>
            BitSet.Of(bundle.Tools.Length, bundle.Tools.Where(t => t.Contract is { } c && belongs(t, c)).Select(static t => t.Number));

        Words = (bundle.Tools.Length + 63) / 64;
        Allowed = Of(static (tool, _) => tool.IsAllowed && !tool.IsBlocked);
        RiskAllowed = Of(static (_, contract) => contract.IsRiskAllowed);
        LabelGates = [.. (bundle.Session.Policy?.LabelGates ?? []).Select(gate => (gate.Label, BitSet.Of(bundle.Tools.Length, gate.DenyTools)))];
        ByPhase =
        [
            .. phases.Select((phase, number) => Of((_, contract) =>
                contract.ValidInPhases.Contains(number)
                && (contract.AdvancesTo < 0 || contract.AdvancesTo == number || phase.Next.Contains(contract.AdvancesTo)))),
        ];
        AdvancingElsewhere = [.. phases.Select((_, target) => Of((_, contract) => contract.AdvancesTo >= 0 && contract.AdvancesTo != target))];
        NeedingCommits =
        [
            .. bundle.Tools.SelectMany(static t => t.Contract?.Preconditions ?? []).Select(static p => p.MinimumCommits).Where(static n => n > 0).Distinct()
                .Select(n => (n, Of((_, contract) => contract.Preconditions.Any(p => p.MinimumCommits == n)))),
        ];
        NeedingFact =
        [
            .. Enumerable.Range(0, bundle.PriorFacts.Length)
                .Select(fact => (fact, Of((_, contract) => contract.Preconditions.Any(p => p.Fact == fact)))),
        ];

        string[] purposes = [.. bundle.Tools.SelectMany(static t => t.Contract is { } c ? c.AllowedIntents.Concat(c.DisallowedIntents) : []).Distinct()];
        _deniedByPurpose = [.. purposes.Select(purpose => (purpose, Of((_, contract) => !PurposeCheck.Permits(contract, purpose))))];
        _deniedForOther = Of(static (_, contract) => !contract.AllowedIntents.IsEmpty);
        _deniedForNone = Of(static (_, contract) => !PurposeCheck.Permits(contract, null));
    }

    /// <summary>Words of a set of tools.</summary>
    public int Words { get; }

    /// <summary>Allowed and not blocked.</summary>
    public ulong[] Allowed { get; }

    /// <summary>Open by risk class.</summary>
    public ulong[] RiskAllowed { get; }

    /// <summary>For each gate the tools that it closes.</summary>
    public ImmutableArray<(int Label, ulong[] Tools)> LabelGates { get; }

    /// <summary>By phase number: callable there, with an edge to where they lead.</summary>
    public ImmutableArray<ulong[]> ByPhase { get; }

    /// <summary>By phase number: those that lead to another phase than this one.</summary>
    public ImmutableArray<ulong[]> AdvancingElsewhere { get; }

    /// <summary>Tools that need a number of commits.</summary>
    public ImmutableArray<(int Commits, ulong[] Tools)> NeedingCommits { get; }

    /// <summary>Tools that need a prior fact.</summary>
    public ImmutableArray<(int Fact, ulong[] Tools)> NeedingFact { get; }

    /// <summary>Tools that may not be called for a purpose.</summary>
    public ulong[] DeniedForPurpose(string? purpose)
    {
        if (purpose is null)
        {
            return _deniedForNone;
        }

        foreach ((string known, ulong[] denied) in _deniedByPurpose)
        {
            if (known == purpose)
            {
                return denied;
            }
        }

        return _deniedForOther;
    }
}
