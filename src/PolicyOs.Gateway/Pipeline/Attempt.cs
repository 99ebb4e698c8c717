using System.Text.Json;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>How a dispatch ended: what the engine settles, and what the client may be given.</summary>
/// <param name="Outcome">For the settlement.</param>
/// <param name="Result">The result as sent; null when there is none.</param>
/// <param name="Error">The JSON-RPC error as sent; null when there is none.</param>
internal sealed record Attempt(CallOutcome Outcome, JsonElement? Result = null, JsonElement? Error = null);
