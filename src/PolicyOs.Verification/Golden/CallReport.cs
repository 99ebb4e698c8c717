using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Golden;

/// <summary>What became of one call of a task.</summary>
/// <param name="Verdict">Of the last decision; a replay is an allow.</param>
/// <param name="Code">The decision's, or the outcome's; null when there is none.</param>
/// <param name="Message">In words; null when there is nothing to say.</param>
/// <param name="Evidence">Of the settlement; none where nothing was dispatched.</param>
/// <param name="Trace">Of the last decision.</param>
internal sealed record CallReport(Verdict Verdict, string? Code, string? Message, Evidence Evidence, ImmutableArray<CheckTrace> Trace);
