using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Sessions;

/// <summary>A request that is no tool call was refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Message">In plain words.</param>
/// <param name="AuditReference">Where the journal has it.</param>
internal sealed record RefusedRequest(DecisionCode Code, string Message, string AuditReference);
