using System.Text.Json;
using PolicyOs.Testing;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Verification.Tests.Diff;

/// <summary>The table of classes against the language, as the schemas generated from its very shapes have it.</summary>
public sealed class LanguageFieldsTests
{
    private static readonly string[] s_roots = ["mcp_contract", "agent_contract", "session", "tool_contract", "policies", "golden_tasks"];

    private readonly Dictionary<string, HashSet<string>> _language = ReadLanguage();

    [Fact]
    public void Table_EveryFieldOfTheLanguage_HasItsClass()
    {
        string[] missing =
        [
            .. Reached().SelectMany(definition => _language[definition]
                .Where(key => !LanguageFields.All.TryGetValue(definition, out IReadOnlyDictionary<string, FieldRule>? fields) || !fields.ContainsKey(key))
                .Select(key => $"{definition}.{key}")),
        ];

        Assert.Empty(missing);
    }

    [Fact]
    public void Table_NamesNoFieldThatTheLanguageLacks() => Assert.Empty(
        LanguageFields.All.SelectMany(definition => definition.Value.Keys
            .Where(key => !_language.TryGetValue(definition.Key, out HashSet<string>? keys) || !keys.Contains(key))
            .Select(key => $"{definition.Key}.{key}")));

    [Fact]
    public void Table_NothingIsClassedThatNoFieldReaches() => Assert.Equal(LanguageFields.All.Keys.Order(StringComparer.Ordinal), Reached().Order(StringComparer.Ordinal));

    [Fact]
    public void Reference_NamesEveryField() => PolicyOs.Testing.Golden.Match(RepositoryRoot.At("docs", "reference", "diff.md"), FieldReference.Markdown());

    // From the roots through every field whose parts have classes of their own; a field without parts covers what is below it.
    private static HashSet<string> Reached()
    {
        var reached = new HashSet<string>(s_roots, StringComparer.Ordinal);
        var open = new Queue<string>(s_roots);
        while (open.TryDequeue(out string? definition))
        {
            foreach (string part in LanguageFields.Of(definition).Values.SelectMany(rule => rule.Parts).Where(reached.Add))
            {
                open.Enqueue(part);
            }
        }

        return reached;
    }

    private static Dictionary<string, HashSet<string>> ReadLanguage()
    {
        var language = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(RepositoryRoot.At("docs", "schemas"), "*.schema.json"))
        {
            using var schema = JsonDocument.Parse(File.ReadAllText(file));
            foreach (JsonProperty definition in schema.RootElement.GetProperty("$defs").EnumerateObject())
            {
                language[definition.Name] = [.. definition.Value.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
            }
        }

        return language;
    }
}
