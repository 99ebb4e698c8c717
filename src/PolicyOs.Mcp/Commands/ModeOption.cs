using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>--mode</c>, which may only tighten what session.yaml says (spec 2.7).</summary>
internal static class ModeOption
{
    /// <summary>The mode that is in force, or why the option is refused.</summary>
    public static (EnforcementMode Mode, string? Problem) Tighten(EnforcementMode written, string? asked)
    {
        EnforcementMode? mode = asked switch
        {
            null => written,
            "enforce" => EnforcementMode.Enforce,
            "advise" => EnforcementMode.Advise,
            "observe" => EnforcementMode.Observe,
            _ => null,
        };
        if (mode is null)
        {
            return (written, $"--mode `{asked}` is unknown; use enforce, advise or observe");
        }

        return mode > written
            ? (written, $"--mode {asked} is weaker than session.yaml's mode; it may only tighten it")
            : (mode.Value, null);
    }
}
