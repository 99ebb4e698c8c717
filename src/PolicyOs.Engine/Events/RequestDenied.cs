using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events;

/// <summary>A request that is no tool call was refused; one step (spec 3.1).</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Method">resources/read, prompts/get ….</param>
/// <param name="Code">Why.</param>
/// <param name="Message">In plain words.</param>
public sealed record RequestDenied(string RequestId, string Method, DecisionCode Code, string Message) : EngineEvent;
