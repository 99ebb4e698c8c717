namespace PolicyOs.Contracts.Model;

/// <summary>A declared prompt.</summary>
public sealed record PromptRule(string Id, int Server);
