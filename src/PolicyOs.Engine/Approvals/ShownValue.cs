namespace PolicyOs.Engine.Approvals;

/// <summary>One argument as an approver sees it.</summary>
/// <param name="Label">What the contract calls it.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Text">The value as JSON, masked and cut to what an event holds; null when the call has no such argument.</param>
public sealed record ShownValue(string Label, string Path, string? Text);
