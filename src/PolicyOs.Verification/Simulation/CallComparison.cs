namespace PolicyOs.Verification.Simulation;

/// <summary>One recorded call beside what the other bundle would have said of it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Tool">Its tool as the client wrote it.</param>
/// <param name="At">When it was first decided.</param>
/// <param name="Before">What was recorded: its verdicts in order, with codes, and how it ended.</param>
/// <param name="After">The same by the other bundle; null when that cannot be said.</param>
/// <param name="Message">The other bundle's last decision in words; why it cannot be said where <paramref name="After"/> is null.</param>
/// <param name="IsFirstDivergence">Whether it is the first call of its session that differs.</param>
public sealed record CallComparison(
    string CallId, string Tool, DateTimeOffset At, string Before, string? After, string? Message, bool IsFirstDivergence)
{
    /// <summary>Whether a decision would read what was not kept.</summary>
    public bool IsUndetermined => After is null;

    /// <summary>Whether the other bundle says something else.</summary>
    public bool IsChanged => After is not null && After != Before;
}
