using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Explain;

/// <summary>Why one call is decided as it is.</summary>
/// <param name="Bundle">The contract.</param>
/// <param name="Facts">The snapshot that it was decided on.</param>
/// <param name="Proposal">The call.</param>
/// <param name="Decision">What the engine that serves calls says.</param>
/// <param name="Checks">Every check, in order; those that did not run too.</param>
/// <param name="Notes">What could not be known here and would be at a gateway.</param>
public sealed record Explanation(
    CompiledBundle Bundle, Facts Facts, CallProposal Proposal, Decision Decision, ImmutableArray<ExplainedCheck> Checks, ImmutableArray<string> Notes);
