using System.Text.RegularExpressions;
using PolicyOs.Testing;

namespace PolicyOs.Architecture.Tests;

/// <summary>Where things stand in the source (conventions, 7 and 8).</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] s_files =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.At("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Segments(file).Intersect(["bin", "obj"], StringComparer.Ordinal).Any())
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Namespace_IsTheFolder()
    {
        var wrong = new List<string>();
        foreach (string file in s_files.Where(file => Path.GetFileName(file) != "Program.cs"))
        {
            string expected = string.Join('.', Segments(Path.GetDirectoryName(file)!));
            Match match = NamespaceLine().Match(File.ReadAllText(file));
            if (match.Success ? match.Groups[1].Value != expected : !IsOnlyAttributes(file))
            {
                wrong.Add($"{Relative(file)} is not in {expected}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void LongFile_SaysWhy()
    {
        const int limit = 300;
        Assert.Empty(s_files
            .Where(file => File.ReadLines(file).Count() > limit && !File.ReadLines(file).First().StartsWith("//", StringComparison.Ordinal))
            .Select(Relative));
    }

    [Fact]
    public void Folder_IsNamedByWhatItHolds()
    {
        string[] empty = ["Helpers", "Utils", "Utilities", "Managers", "Services", "Common", "Misc"];
        Assert.Empty(s_files.Where(file => Segments(file).Intersect(empty, StringComparer.Ordinal).Any()).Select(Relative));
    }

    [Fact]
    public void File_HasNoRegion() => Assert.Empty(s_files.Where(file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))).Select(Relative));

    private static bool IsOnlyAttributes(string file) =>
        File.ReadLines(file).All(line => line.Length == 0 || line.StartsWith('[') || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("using ", StringComparison.Ordinal));

    private static string[] Segments(string path) => Path.GetRelativePath(RepositoryRoot.At("src"), path).Split(Path.DirectorySeparatorChar);

    private static string Relative(string file) => Path.GetRelativePath(RepositoryRoot.Path, file);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceLine();
}
