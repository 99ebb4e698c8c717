using PolicyOs.Testing;

namespace PolicyOs.Verification.Tests;

/// <summary>A shipped bundle in a folder of its own, to be changed.</summary>
internal sealed class BundleCopy : IDisposable
{
    public BundleCopy(string bundle)
    {
        string from = RepositoryRoot.At("bundles", bundle);
        foreach (string file in System.IO.Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(Directory, Path.GetRelativePath(from, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public string Directory { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Directory, file), text);

    /// <summary>Replaces the first place of a text, which must be there.</summary>
    public void Replace(string file, string old, string @new)
    {
        string path = Path.Combine(Directory, file);
        string text = File.ReadAllText(path);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not say `{old}`");
        File.WriteAllText(path, text[..at] + @new + text[(at + old.Length)..]);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
