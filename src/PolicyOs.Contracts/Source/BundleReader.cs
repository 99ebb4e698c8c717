using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Source;

/// <summary>Reads a bundle's folder. The only place in Contracts that touches the disk; it interprets nothing.</summary>
internal static class BundleReader
{
    internal static BundleSource? Read(string directory, DiagnosticBag report)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(full))
        {
            report.Add(Codes.NoSuchFolder, SourceSpan.StartOf("."), $"there is no folder `{directory}`");
            return null;
        }

        var files = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (string path in Listed(full, report).Order(StringComparer.Ordinal))
        {
            if (ReadFile(full, path, report) is { } file)
            {
                files.Add(file);
            }
        }

        return new BundleSource(Path.GetFileName(full), full, files.ToImmutable());
    }

    /// <summary>Which of the named files exist inside the folder; a path that leaves the folder does not.</summary>
    internal static ImmutableHashSet<string> Existing(string directory, IEnumerable<string> paths)
    {
        string inside = directory + Path.DirectorySeparatorChar;
        return [.. paths.Where(p => IsInside(p) && (File.Exists(Path.Combine(directory, p)) || Directory.Exists(Path.Combine(directory, p))))];

        bool IsInside(string path) =>
            path.Length > 0 && !path.Contains('\0') && Path.GetFullPath(path, directory).StartsWith(inside, StringComparison.Ordinal);
    }

    /// <summary>Reads one file that belongs to no bundle; it is named as it was given.</summary>
    internal static SourceFile? ReadAlone(string path, DiagnosticBag report) => ReadFile(string.Empty, path, report);

    private static IEnumerable<string> Listed(string full, DiagnosticBag report)
    {
        foreach (string name in BundleLayout.RootFiles.Where(name => File.Exists(Path.Combine(full, name))))
        {
            yield return name;
        }

        foreach (string stray in YamlIn(full, string.Empty).Where(name => !BundleLayout.RootFiles.Contains(name, StringComparer.Ordinal)))
        {
            StrayFile.Report(stray, BundleLayout.RootFiles, report);
        }

        foreach (string folder in (string[])[BundleLayout.ToolsFolder, BundleLayout.PoliciesFolder])
        {
            foreach (string path in YamlIn(Path.Combine(full, folder), folder + "/"))
            {
                if (path.EndsWith(".yaml", StringComparison.Ordinal))
                {
                    yield return path;
                }
                else
                {
                    StrayFile.Report(path, [Path.ChangeExtension(path, ".yaml")], report);
                }
            }
        }
    }

    private static IEnumerable<string> YamlIn(string folder, string prefix) =>
        !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder).Select(p => Path.GetFileName(p))
                .Where(n => n.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || n.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(n => prefix + n);

    private static SourceFile? ReadFile(string full, string path, DiagnosticBag report)
    {
        try
        {
            using FileStream stream = File.OpenRead(Path.Combine(full, path));
            if (stream.Length > BundleLayout.MaxFileBytes)
            {
                report.Add(Codes.FileTooBig, SourceSpan.StartOf(path), $"the file has {stream.Length} bytes, more than 1 MiB");
                return null;
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new SourceFile(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Add(Codes.UnreadableFile, SourceSpan.StartOf(path), $"the file cannot be read: {e.Message.TrimEnd('.')}");
            return null;
        }
    }
}
