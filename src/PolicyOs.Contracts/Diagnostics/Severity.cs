namespace PolicyOs.Contracts.Diagnostics;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>The bundle serves no call.</summary>
    Error,

    /// <summary>Probably not what was meant; an error under <c>check --strict</c>.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}
