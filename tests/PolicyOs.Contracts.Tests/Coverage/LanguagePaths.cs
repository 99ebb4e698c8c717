using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Contracts.Syntax.Schemas;

namespace PolicyOs.Contracts.Tests.Coverage;

/// <summary>
/// Every field of the language, named by its way from its file as the generated schemas have it: <c>session: aggregates[].when[].cel</c>;
/// <c>[]</c> stands for any entry of a list, <c>{}</c> for any name of the author's own.
/// </summary>
internal static class LanguagePaths
{
    private const string FrontMatter = "outcome_contract.md";

    private static readonly FrozenDictionary<string, JsonNode> s_schemas = LanguageSchemas.All
        .Select(static s => KeyValuePair.Create(s.Key[..^".schema.json".Length], JsonNode.Parse(s.Value)!))
        .Append(KeyValuePair.Create<string, JsonNode>(FrontMatter, FrontMatterSchema()))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All fields.</summary>
    public static IReadOnlySet<string> All { get; } = Everything();

    /// <summary>The fields that a file uses.</summary>
    public static IEnumerable<string> UsedIn(string file, string text)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        if (Open(file, text) is var (name, root))
        {
            Use(name, Choices(s_schemas[name], s_schemas[name]), root, name + ": ", used);
        }

        return used;
    }

    /// <summary>The field that a finding points at: the innermost one whose key or value it is in, or the key that it misses; null when it is in none.</summary>
    public static string? At(string text, Diagnostic finding)
    {
        if (Open(finding.File, text) is not var (name, root))
        {
            return null;
        }

        string? missing = finding.Code == Codes.MissingKey.Id ? finding.Message.Split('`')[1] : null;
        return Find(name, Choices(s_schemas[name], s_schemas[name]), root, name + ": ", null, finding, missing);
    }

    private static JsonObject FrontMatterSchema()
    {
        var definitions = new JsonObject();
        JsonObject root = OutcomeFrontMatterSyntax.Shape.ToSchema(definitions);
        root["$defs"] = definitions;
        return root;
    }

    private static HashSet<string> Everything()
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, JsonNode schema) in s_schemas)
        {
            Collect(name, Choices(schema, schema), name + ": ", all);
        }

        return all;
    }

    private static void Collect(string name, JsonNode[] shapes, string path, HashSet<string> all)
    {
        foreach (JsonNode shape in shapes)
        {
            foreach ((string key, JsonNode? value) in shape["properties"] as JsonObject ?? [])
            {
                all.Add(Below(path, key));
                Collect(name, Choices(s_schemas[name], value!), Below(path, key), all);
            }
        }

        if (Items(name, shapes) is { Length: > 0 } items)
        {
            Collect(name, items, path + "[]", all);
        }

        if (Named(name, shapes) is { Length: > 0 } named)
        {
            Collect(name, named, path + "{}", all);
        }
    }

    private static void Use(string name, JsonNode[] shapes, YamlNode node, string path, HashSet<string> used)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                foreach (YamlEntry entry in mapping.Entries)
                {
                    (string? below, JsonNode[] value) = Field(name, shapes, entry.Key, path);
                    if (below is not null)
                    {
                        used.Add(below);
                    }

                    Use(name, value, entry.Value, below ?? path + "{}", used);
                }

                break;
            case YamlNode.Sequence list:
                foreach (YamlNode item in list.Items)
                {
                    Use(name, Items(name, shapes), item, path + "[]", used);
                }

                break;
        }
    }

    private static string? Find(string name, JsonNode[] shapes, YamlNode node, string path, string? field, Diagnostic finding, string? missing)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                bool isAtStart = (mapping.At.Line, mapping.At.Column) == (finding.Line, finding.Column);
                if (isAtStart && missing is not null && Field(name, shapes, missing, path).Path is { } gone)
                {
                    return gone;
                }

                YamlEntry? entry = mapping.Entries.Where(e => !IsAfter(e.KeyAt, finding)).OrderBy(static e => (e.KeyAt.Line, e.KeyAt.Column)).LastOrDefault();

                // A mapping written as a block starts where its first key does; what is said of the mapping has not that key's length.
                if (entry is null || (isAtStart && finding.Length != entry.KeyAt.Length))
                {
                    return field;
                }

                (string? below, JsonNode[] value) = Field(name, shapes, entry.Key, path);
                return IsAfter(entry.Value.At, finding) ? below ?? field : Find(name, value, entry.Value, below ?? path + "{}", below ?? field, finding, missing);
            case YamlNode.Sequence list:
                YamlNode? item = list.Items.Where(i => !IsAfter(i.At, finding)).OrderBy(static i => (i.At.Line, i.At.Column)).LastOrDefault();
                return item is null ? field : Find(name, Items(name, shapes), item, path + "[]", field, finding, missing);
            default:
                return field;
        }
    }

    private static bool IsAfter(SourceSpan place, Diagnostic finding) =>
        place.Line > finding.Line || (place.Line == finding.Line && place.Column > finding.Column);

    private static string Below(string path, string key) => path.EndsWith(' ') ? path + key : $"{path}.{key}";

    private static (string? Path, JsonNode[] Value) Field(string name, JsonNode[] shapes, string key, string path) =>
        shapes.Select(s => s["properties"]?[key]).FirstOrDefault(static v => v is not null) is { } value
            ? (Below(path, key), Choices(s_schemas[name], value))
            : (null, Named(name, shapes));

    private static JsonNode[] Items(string name, JsonNode[] shapes) =>
        [.. shapes.Select(static s => s["items"]).OfType<JsonNode>().SelectMany(i => Choices(s_schemas[name], i))];

    private static JsonNode[] Named(string name, JsonNode[] shapes) =>
        [.. shapes.Select(static s => s["additionalProperties"]).OfType<JsonObject>().SelectMany(v => Choices(s_schemas[name], v))];

    private static JsonNode[] Choices(JsonNode whole, JsonNode schema)
    {
        JsonNode resolved = schema["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith("#/$defs/", StringComparison.Ordinal)
            ? whole["$defs"]![reference["#/$defs/".Length..]]!
            : schema;
        return resolved["anyOf"] is JsonArray any ? [.. any.SelectMany(choice => Choices(whole, choice!))] : [resolved];
    }

    private static (string Name, YamlNode Root)? Open(string file, string text)
    {
        string? name = file.Split('/') switch
        {
            ["tools", _] => "tool",
            ["policies", _] => "policies",
            [FrontMatter] => FrontMatter,
            [var yaml] when s_schemas.ContainsKey(Path.GetFileNameWithoutExtension(yaml)) => Path.GetFileNameWithoutExtension(yaml),
            _ => null,
        };

        // An empty line stands for the opening --- so that places are right.
        string[] lines = name == FrontMatter ? text.Split('\n') : [];
        string yamlText = name == FrontMatter && Array.IndexOf(lines, "---", 1) is > 0 and var end ? "\n" + string.Join('\n', lines[1..end]) + "\n" : text;
        return name is not null && YamlReader.Read(new SourceFile(file, Encoding.UTF8.GetBytes(yamlText)), new DiagnosticBag()) is { } root ? (name, root) : null;
    }
}
