using PolicyOs.Engine;

namespace PolicyOs.Verification.Simulation;

/// <summary>Rows of checks by their names.</summary>
internal static class CheckRows
{
    private static readonly Dictionary<string, int> s_rows = PolicyEngine.Checks.ToDictionary(static check => check.Name, static check => check.Row);

    /// <summary>The row of a check; above all rows for what comes after them: an unreachable server, a call that passed.</summary>
    public static int Of(string check) => s_rows.GetValueOrDefault(check, int.MaxValue);
}
