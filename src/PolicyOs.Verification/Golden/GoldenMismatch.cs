using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Golden;

/// <summary>One expectation of a golden task that did not hold.</summary>
/// <param name="Place">Where it is written.</param>
/// <param name="Step">Number of the step from 1; 0 for the task's own expectation.</param>
/// <param name="What">verdict, code, phase ….</param>
/// <param name="Expected">As written.</param>
/// <param name="Actual">As it was.</param>
/// <param name="Message">The decision's own words; null when there are none.</param>
/// <param name="Trace">Every check that ran; empty when no decision was taken.</param>
public sealed record GoldenMismatch(
    GoldenPlace Place, int Step, string What, string Expected, string Actual, string? Message, ImmutableArray<CheckTrace> Trace);
