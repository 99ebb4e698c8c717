using System.Collections.Immutable;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Model;

/// <summary>What must hold at the end of a task; null, or -1, where nothing is said.</summary>
/// <param name="FinalPhase">Phase number.</param>
/// <param name="VisibleTools">Tool numbers, compared as a set.</param>
/// <param name="Labels">Compared as a set.</param>
/// <param name="MaxCost">USD.</param>
/// <param name="Events">The exact sequence of call.* and approval.* of the steps.</param>
public sealed record GoldenTaskExpect(
    int FinalPhase, ImmutableArray<int>? VisibleTools, ImmutableArray<string>? Labels, JsonNumber? MaxCost, ImmutableArray<string>? Events);
