using System.Collections.Immutable;
using PolicyOs.Contracts;

namespace PolicyOs.Mcp.Hosting;

/// <summary>The files of a bundle at one time, as bytes: what a later version is compared with, and no larger than that while nothing changes.</summary>
internal sealed class BundleSnapshot
{
    private readonly string _name;
    private readonly ImmutableArray<(string Path, byte[] Content)> _files;

    private BundleSnapshot(string name, ImmutableArray<(string Path, byte[] Content)> files) => (_name, _files) = (name, files);

    /// <summary>Reads the files; null where they cannot be read.</summary>
    public static BundleSnapshot? Take(string directory)
    {
        try
        {
            return new(Path.GetFileName(directory), [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".md")
                .Select(file => (Path.GetRelativePath(directory, file), File.ReadAllBytes(file)))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The bundle that these files are.</summary>
    public WrittenBundle? Read()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("policyos-before-");
        try
        {
            string bundle = Path.Combine(folder.FullName, _name);
            Directory.CreateDirectory(bundle);
            foreach ((string path, byte[] content) in _files)
            {
                string file = Path.Combine(bundle, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, content);
            }

            return WrittenBundle.Read(bundle);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
