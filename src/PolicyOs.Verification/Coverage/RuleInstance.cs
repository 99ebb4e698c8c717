using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage;

/// <summary>One rule of a bundle: a single check of a single thing, which can be taken out of the compiled bundle and leaves all else as it is.</summary>
/// <param name="Id">File and path, as <c>policyos diff</c> writes them; what <c>equivalent</c> of golden_tasks.yaml names.</param>
/// <param name="Check">The check of spec 2.1 that decides by it; <c>output</c> and <c>effect</c> for what is decided after the dispatch.</param>
/// <param name="Tools">Numbers of the tools that it concerns; empty for every tool.</param>
/// <param name="Without">The bundle without it.</param>
internal sealed record RuleInstance(string Id, string Check, ImmutableArray<int> Tools, Func<CompiledBundle, CompiledBundle> Without)
{
    /// <summary>The tool whose schemas are others without it; -1 when none are.</summary>
    public int SchemaOf { get; init; } = -1;
}
