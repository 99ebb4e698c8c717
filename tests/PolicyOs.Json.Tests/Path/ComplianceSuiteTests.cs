using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Path;

/// <summary>jsonpath-compliance-test-suite, one reported test per case.</summary>
public sealed class ComplianceSuiteTests
{
    private const string Absent = "(the suites are not beside this checkout)";

    private static readonly Dictionary<string, JsonElement> Suite = Load();

    public static IEnumerable<TheoryDataRow<string>> Names =>
        Suite.Count == 0 ? [new TheoryDataRow<string>(Absent) { Skip = Absent }] : Suite.Keys.Select(name => new TheoryDataRow<string>(name));

    [Fact]
    public void Suite_IsComplete()
    {
        Assert.SkipWhen(Suite.Count == 0, Absent);
        Assert.Equal(703, Suite.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Case_Behaves(string name)
    {
        JsonElement test = Suite[name];
        string selector = test.GetProperty("selector").GetString()!;
        bool parsed = JsonPath.TryParse(selector, out JsonPath? path, out JsonPathError? error);
        if (test.TryGetProperty("invalid_selector", out JsonElement invalid) && invalid.GetBoolean())
        {
            Assert.False(parsed, $"{selector} was taken as {path}");
            Assert.InRange(error!.Position, 0, selector.Length);
            return;
        }

        Assert.True(parsed, error?.Message);
        AssertSelects(test, path!);

        // The canonical spelling is the same query, and its own spelling.
        JsonPath again = JsonPath.Parse(path!.ToString());
        Assert.Equal(path.ToString(), again.ToString());
        AssertSelects(test, again);
    }

    private static void AssertSelects(JsonElement test, JsonPath path)
    {
        JsonElement document = test.GetProperty("document");
        IReadOnlyList<JsonPathNode> nodes = path.Select(document);
        IEnumerable<JsonElement> values = test.TryGetProperty("results", out JsonElement several) ? several.EnumerateArray() : [test.GetProperty("result")];
        IEnumerable<JsonElement> paths = test.TryGetProperty("results_paths", out several) ? several.EnumerateArray() : [test.GetProperty("result_paths")];
        string[] found = [.. nodes.Select(node => node.Path.ToString())];
        bool matches = values.Zip(paths).Any(pair =>
            pair.First.EnumerateArray().SequenceEqual(nodes.Select(node => node.Value), JsonEquality.Comparer)
            && pair.Second.EnumerateArray().Select(p => p.GetString()).SequenceEqual(found));
        Assert.True(matches, $"{path} selected {string.Join(", ", found)}");
        if (path.IsSingular)
        {
            bool single = path.TrySelectSingle(document, out JsonElement value);
            Assert.Equal(nodes.Select(node => node.Value), single ? [value] : [], JsonEquality.Comparer);
        }

        foreach (JsonPathNode node in nodes)
        {
            AssertLeadsBack(document, node);
        }
    }

    private static void AssertLeadsBack(JsonElement document, JsonPathNode node)
    {
        Assert.True(NormalizedPath.TryParse(node.Path.ToString(), out NormalizedPath? read, out _));
        Assert.Equal(node.Path, read);
        Assert.True(JsonPath.Parse(node.Path.ToString()).TrySelectSingle(document, out JsonElement value));
        Assert.True(JsonEquality.DeepEquals(node.Value, value));
    }

    private static Dictionary<string, JsonElement> Load()
    {
        string? file = RepositoryRoot.Suite("jsonpath", "cts.json");
        return file is null
            ? []
            : JsonElement.Parse(File.ReadAllBytes(file)).GetProperty("tests").EnumerateArray().ToDictionary(test => test.GetProperty("name").GetString()!);
    }
}
