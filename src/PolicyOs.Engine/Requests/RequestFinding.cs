using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Requests;

/// <summary>Why a request that is no tool call is refused.</summary>
/// <param name="Code">The code.</param>
/// <param name="Message">In plain words.</param>
public sealed record RequestFinding(DecisionCode Code, string Message);
