namespace PolicyOs.Journal.Sqlite;

/// <summary>Makes the file that SQLite opens, readable by its owner only; SQLite gives its log the same rights.</summary>
internal static class JournalFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes sure that the file is there.</summary>
    /// <exception cref="JournalException">It is not there and cannot or may not be made.</exception>
    public static void Ensure(string path, bool create)
    {
        if (File.Exists(path))
        {
            return;
        }

        if (!create)
        {
            throw new JournalException(JournalFault.ReadOnly, $"there is no journal {path}; name another, or start the gateway once");
        }

        try
        {
            MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using var file = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.ReadOnly, $"journal {path} cannot be made: {e.Message}; choose another place with --store", e);
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
