namespace PolicyOs.Mcp.Hosting;

/// <summary>Folders of the user that runs the program.</summary>
internal static class UserFolders
{
    /// <summary>What can be found out again: XDG_CACHE_HOME or ~/.cache, and the local application data on Windows.</summary>
    public static string Cache => Path.Combine(
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "policyos");
}
