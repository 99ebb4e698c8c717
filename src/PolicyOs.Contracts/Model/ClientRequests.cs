namespace PolicyOs.Contracts.Model;

/// <summary>What a server may ask of the client; true is allow.</summary>
public sealed record ClientRequests(bool Elicitation, bool Roots, bool Sampling);
