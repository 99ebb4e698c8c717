using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Sessions;

/// <summary>A settlement that is in the journal.</summary>
/// <param name="Settlement">The settlement.</param>
/// <param name="AuditReference">Where the journal has it: stream and sequence.</param>
internal sealed record Settled(Settlement Settlement, string AuditReference);
