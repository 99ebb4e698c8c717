namespace PolicyOs.Verification.Simulation;

/// <summary>How often calls of a tool change in one way.</summary>
/// <param name="Tool">The tool as clients wrote it.</param>
/// <param name="Before">What was recorded.</param>
/// <param name="After">What the other bundle says; null when that cannot be said.</param>
/// <param name="Count">How many calls.</param>
public sealed record DecisionChange(string Tool, string Before, string? After, int Count);
