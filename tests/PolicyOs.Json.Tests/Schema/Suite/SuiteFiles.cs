using System.Collections.Concurrent;
using System.Text.Json;
using PolicyOs.Json.Schema;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Schema.Suite;

/// <summary>Reads the suite that lies beside the checkout.</summary>
internal static class SuiteFiles
{
    private static readonly ConcurrentDictionary<string, JsonElement> Files = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(string Dialect, string File, int Group), SchemaCompilation> Compiled = new();
    private static readonly Lazy<SchemaRegistry> Remotes = new(ReadRemotes);

    public static string? Root => RepositoryRoot.Suite("json-schema");

    public static IEnumerable<SuiteCase> Cases(string dialect)
    {
        string folder = System.IO.Path.Combine(Root!, "tests", dialect);
        foreach (string path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string file = System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/');
            foreach ((int groupIndex, JsonElement group) in Read(dialect, file).EnumerateArray().Index())
            {
                foreach ((int testIndex, JsonElement test) in group.GetProperty("tests").EnumerateArray().Index())
                {
                    yield return new SuiteCase(
                        file, groupIndex, testIndex, $"{file}: {group.GetProperty("description").GetString()}: {test.GetProperty("description").GetString()}");
                }
            }
        }
    }

    public static JsonElement Group(string dialect, SuiteCase test) => Read(dialect, test.File)[test.Group];

    public static SchemaCompilation Compile(string dialect, SchemaDialect version, SuiteCase test) =>
        Compiled.GetOrAdd((dialect, test.File, test.Group), _ => JsonSchema.Compile(
            Group(dialect, test).GetProperty("schema"),
            new SchemaOptions { Registry = Remotes.Value, DefaultDialect = version, AssertFormat = test.AssertsFormat }));

    private static JsonElement Read(string dialect, string file) =>
        Files.GetOrAdd($"{dialect}/{file}", path => JsonElement.Parse(File.ReadAllBytes(System.IO.Path.Combine(Root!, "tests", path))));

    private static SchemaRegistry ReadRemotes()
    {
        var registry = new SchemaRegistry();
        string folder = System.IO.Path.Combine(Root!, "remotes");
        foreach (string path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            registry.Add("http://localhost:1234/" + System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), JsonElement.Parse(File.ReadAllBytes(path)));
        }

        return registry;
    }
}
