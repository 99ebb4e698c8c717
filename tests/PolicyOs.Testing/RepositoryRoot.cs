namespace PolicyOs.Testing;

/// <summary>Where the checkout is, found from the running test's own folder upwards.</summary>
public static class RepositoryRoot
{
    /// <summary>The absolute path of the folder that holds PolicyOs.Mcp.sln.</summary>
    public static string Path { get; } = Find();

    /// <summary>A path below the checkout.</summary>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A path below the official suites, which lie beside the checkout; null where they are absent.</summary>
    public static string? Suite(params string[] parts)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, "..", "shared", "suites", .. parts]));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PolicyOs.Mcp.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("PolicyOs.Mcp.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
