using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>The tests of google/cel-spec that lie beside the checkout; none where they are absent.</summary>
internal static class CelSuite
{
    private static readonly Lazy<SuiteCase[]> Loaded = new(() => [.. Load()]);

    public static IReadOnlyList<SuiteCase> All => Loaded.Value;

    public static IReadOnlyDictionary<string, SuiteCase> Included { get; } =
        All.Where(test => SuitePredicate.ReasonToExclude(test) is null).ToDictionary(test => test.Id, StringComparer.Ordinal);

    private static IEnumerable<SuiteCase> Load()
    {
        string? folder = RepositoryRoot.Suite("cel");
        string[] paths = folder is null ? [] : Directory.GetFiles(folder, "*.json");
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            JsonElement file = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            foreach (JsonElement section in file.GetProperty("section").EnumerateArray())
            {
                string name = section.GetProperty("name").GetString()!;
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (JsonElement test in section.TryGetProperty("test", out JsonElement tests) ? tests.EnumerateArray() : default)
                {
                    string testName = test.GetProperty("name").GetString()!;
                    while (!seen.Add(testName))
                    {
                        testName += "'";
                    }

                    yield return new SuiteCase(Path.GetFileNameWithoutExtension(path), name, testName, test);
                }
            }
        }
    }
}
