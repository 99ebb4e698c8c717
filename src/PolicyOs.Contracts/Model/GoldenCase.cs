namespace PolicyOs.Contracts.Model;

/// <summary>An entry of a tool's <c>golden_cases</c>: a task of one step.</summary>
public sealed record GoldenCase(int Tool, GoldenTask Task);
