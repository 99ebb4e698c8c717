namespace PolicyOs.Verification.Simulation;

/// <summary>Where a session ends, in words.</summary>
internal static class SessionEnd
{
    /// <summary>The words.</summary>
    /// <param name="phase">Its name; empty without phases.</param>
    /// <param name="isKilled">Whether it was killed.</param>
    public static string Of(string phase, bool isKilled) =>
        string.Join(", ", ((string[])[phase.Length == 0 ? "no phase" : phase, isKilled ? "killed" : ""]).Where(static part => part.Length > 0));
}
