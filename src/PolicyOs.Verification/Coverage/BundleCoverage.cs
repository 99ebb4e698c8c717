using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage;

/// <summary>What the golden tasks of a bundle know of its rules (spec 4.1, <c>--coverage</c>).</summary>
/// <param name="Rules">Every rule, in the order of spec 2.1.</param>
/// <param name="WrongEquivalents">Entries of <c>equivalent</c> that name no rule, or one whose removal a task does notice.</param>
public sealed record BundleCoverage(ImmutableArray<RuleCoverage> Rules, ImmutableArray<GoldenEquivalent> WrongEquivalents)
{
    /// <summary>How many rules can matter.</summary>
    public int Counted => Rules.Count(rule => rule.Equivalent is null || rule.IsPinned);

    /// <summary>How many rules a task would miss.</summary>
    public int Pinned => Rules.Count(rule => rule.IsPinned);

    /// <summary>Rules that no task would miss, and that are not said to be equivalent.</summary>
    public IEnumerable<RuleCoverage> Unpinned => Rules.Where(rule => rule is { IsPinned: false, Equivalent: null });

    /// <summary>Percent of the rules that can matter which a task would miss; 100 for a bundle without rules.</summary>
    public double Score => Counted == 0 ? 100 : 100.0 * Pinned / Counted;
}
