namespace PolicyOs.Mcp.Diagnosis;

/// <summary>How something is.</summary>
internal enum Grade
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Fault,

    /// <summary>It cannot be reached or started.</summary>
    Unreachable,
}
