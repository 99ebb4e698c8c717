namespace PolicyOs.Contracts.Model;

/// <summary>Stamped on every result (spec 3.8).</summary>
public sealed record Observation(TrustLevel TrustLevel, string? DataClassification, string? SourceSystem);
