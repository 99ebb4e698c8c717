namespace PolicyOs.Mcp.Hosting;

/// <summary>Exit codes of every command (spec 4).</summary>
internal static class ExitCodes
{
    /// <summary>Fine.</summary>
    public const int Ok = 0;

    /// <summary>The thing checked does not hold.</summary>
    public const int DoesNotHold = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Something cannot be reached or started.</summary>
    public const int CannotStart = 3;

    /// <summary>A fault of ours.</summary>
    public const int Internal = 70;
}
