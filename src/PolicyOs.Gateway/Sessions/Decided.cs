using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Sessions;

/// <summary>A decision that is in the journal.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="AuditReference">Where the journal has it: stream and sequence.</param>
internal sealed record Decided(Decision Decision, string AuditReference);
