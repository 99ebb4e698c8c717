using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Values;

/// <summary>Why an invariant does not hold.</summary>
/// <param name="Invariant">Which one.</param>
/// <param name="Operator">The operator that fails.</param>
/// <param name="Outcome">How it fails.</param>
/// <param name="Actual">The value; null when the path selects nothing.</param>
internal sealed record InvariantFailure(Invariant Invariant, Operator Operator, OperatorOutcome Outcome, JsonElement? Actual);
