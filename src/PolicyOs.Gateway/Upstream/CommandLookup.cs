namespace PolicyOs.Gateway.Upstream;

/// <summary>Finds the program of a stdio server without a shell (spec 3.1).</summary>
internal static class CommandLookup
{
    /// <summary>The full path of a command: itself when it has a separator (relative to the working directory), else the first on PATH.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Find(string command, string workingDirectory, string? path, string? pathExtensions)
    {
        string[] endings = OperatingSystem.IsWindows() ? ["", .. (pathExtensions ?? ".EXE;.CMD;.BAT").Split(';')] : [""];
        IEnumerable<string> folders = command.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar)
            ? [workingDirectory]
            : (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders
            .SelectMany(folder => endings, (folder, ending) => Path.GetFullPath(command + ending, Path.GetFullPath(folder, workingDirectory)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        const UnixFileMode executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & executable) != UnixFileMode.None;
    }
}
