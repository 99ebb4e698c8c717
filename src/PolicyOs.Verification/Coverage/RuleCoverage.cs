using System.Collections.Immutable;

namespace PolicyOs.Verification.Coverage;

/// <summary>What golden tasks know of one rule.</summary>
/// <param name="Rule">File and path.</param>
/// <param name="Check">The check of spec 2.1 that decides by it; <c>output</c> and <c>effect</c> for what is decided after the dispatch.</param>
/// <param name="PassedBy">Tasks with a call that the rule's check looked at and let pass.</param>
/// <param name="DecidedBy">Tasks that would go otherwise without it: it denies, asks, or changes what follows.</param>
/// <param name="PinnedBy">Tasks that fail without it.</param>
/// <param name="Equivalent">Why it cannot matter, as golden_tasks.yaml says; null when it does not say so.</param>
public sealed record RuleCoverage(
    string Rule, string Check, ImmutableArray<string> PassedBy, ImmutableArray<string> DecidedBy, ImmutableArray<string> PinnedBy, string? Equivalent)
{
    /// <summary>Whether a task fails without it.</summary>
    public bool IsPinned => !PinnedBy.IsEmpty;
}
