using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>An entity that a workflow's session claims; acts only under a workflow.</summary>
public sealed record ResourceClaim(string Name, string Type, JsonPath Path);
