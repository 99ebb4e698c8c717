namespace PolicyOs.Contracts.Model;

/// <summary>How an effect is undone.</summary>
/// <param name="Tool">Number of the undoing tool; -1 when none.</param>
/// <param name="Owner">Who sees to it.</param>
/// <param name="Steps">In words; null when not given.</param>
public sealed record Compensation(int Tool, string Owner, string? Steps);
