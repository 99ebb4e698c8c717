using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Schemas;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Tests.Mutation;

/// <summary>
/// Every field of the language, found by walking the generated schemas over the valid cases: each is read in one of them, is an error
/// when it holds something else, and is an error when it is required and gone.
/// </summary>
public sealed class FieldTests
{
    private static readonly Lazy<Dictionary<string, Field>> Known = new(Collect);

    [Fact]
    public void Field_OfEveryShape_IsInAValidCase()
    {
        var missing = new List<string>();
        foreach (string text in LanguageSchemas.All.Values)
        {
            foreach ((string shape, JsonNode? definition) in JsonNode.Parse(text)!["$defs"]!.AsObject())
            {
                missing.AddRange(definition!["properties"]!.AsObject().Select(p => $"{shape}.{p.Key}").Where(f => !Known.Value.ContainsKey(f)));
            }
        }

        Assert.Equal(string.Empty, string.Join(' ', missing.Distinct(StringComparer.Ordinal)));
    }

    /// <summary>What the reader takes an editor must not underline.</summary>
    [Fact]
    public void File_OfAValidCase_SatisfiesItsSchema()
    {
        var schemas = LanguageSchemas.All.ToDictionary(s => s.Key, s => JsonSchema.Compile(JsonElement.Parse(s.Value)).Schema!, StringComparer.Ordinal);
        var refused = new List<string>();
        foreach (DiagnosticCase c in DiagnosticCase.Areas.SelectMany(DiagnosticCase.In).Where(c => c.Code is null))
        {
            foreach ((string path, string text) in c.Bundle.Files)
            {
                if (SchemaOf(path) is { } name && Json(path, text) is { } json && schemas[name].FirstViolation(JsonElement.Parse(json)) is { } violation)
                {
                    refused.Add($"{c.Name}: {path}: {violation}");
                }
            }
        }

        Assert.Equal(string.Empty, string.Join('\n', refused));
    }

    [Fact]
    public void Field_HoldingSomethingElse_IsAnErrorAtItsPlace()
    {
        var fine = new List<string>();
        foreach (Field field in Known.Value.Values.Where(f => !f.TakesAnything))
        {
            JsonNode file = JsonNode.Parse(field.Root)!;
            field.Set(file, field.Name.EndsWith(".one_of", StringComparison.Ordinal) ? "no list" : new JsonArray(new JsonArray(new JsonObject { ["wrong"] = true })));
            if (!HasErrorIn(field, file))
            {
                fine.Add(field.Name);
            }
        }

        Assert.Empty(fine);
    }

    [Fact]
    public void Field_RequiredAndGone_IsAnError()
    {
        var fine = new List<string>();
        foreach (Field field in Known.Value.Values.Where(f => f.IsRequired))
        {
            JsonNode file = JsonNode.Parse(field.Root)!;
            field.Set(file, null);
            if (!HasErrorIn(field, file))
            {
                fine.Add(field.Name);
            }
        }

        Assert.Contains(Known.Value.Values, f => f.IsRequired);
        Assert.Empty(fine);
    }

    private static bool HasErrorIn(Field field, JsonNode file)
    {
        BundleLoad load = InMemory.Load(field.Bundle.With(field.Path, file.ToJsonString()));
        return load.Bundle is null && load.Diagnostics.Any(d => d.File == field.Path && d.Severity == Severity.Error && d.Code is "POL1202" or "POL1203" or "POL1204");
    }

    private static Dictionary<string, Field> Collect()
    {
        var known = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (DiagnosticCase c in DiagnosticCase.Areas.SelectMany(DiagnosticCase.In).Where(c => c.Code is null))
        {
            foreach ((string path, string text) in c.Bundle.Files)
            {
                if (SchemaOf(path) is { } name && Json(path, text) is { } root)
                {
                    JsonNode schema = JsonNode.Parse(LanguageSchemas.All[name])!;
                    Walk(schema, schema, JsonNode.Parse(root)!, new Field(string.Empty, c.Bundle, path, root, [], false, false), known);
                }
            }
        }

        return known;
    }

    private static string? SchemaOf(string path) => path switch
    {
        "mcp_contract.yaml" => "mcp_contract.schema.json",
        "agent_contract.yaml" => "agent_contract.schema.json",
        "session.yaml" => "session.schema.json",
        "golden_tasks.yaml" => "golden_tasks.schema.json",
        _ when path.StartsWith("tools/", StringComparison.Ordinal) => "tool.schema.json",
        _ when path.StartsWith("policies/", StringComparison.Ordinal) => "policies.schema.json",
        _ => null,
    };

    private static string? Json(string path, string text) =>
        YamlReader.Read(new SourceFile(path, Encoding.UTF8.GetBytes(text)), new DiagnosticBag()) is { } node
        && YamlJson.TryConvert(node, out JsonElement json, out _) ? json.GetRawText() : null;

    private static void Walk(JsonNode whole, JsonNode schema, JsonNode? value, Field at, Dictionary<string, Field> known)
    {
        if (schema["anyOf"] is JsonArray choices)
        {
            foreach (JsonNode? choice in choices)
            {
                Walk(whole, choice!, value, at, known);
            }
        }

        if (schema["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith("#/$defs/", StringComparison.Ordinal) && value is JsonObject)
        {
            WalkObject(whole, reference["#/$defs/".Length..], (JsonObject)value, at, known);
        }

        if (schema["items"] is { } items && value is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                Walk(whole, items, list[i], at with { Steps = [.. at.Steps, i] }, known);
            }
        }

        if (schema["additionalProperties"] is JsonObject each && value is JsonObject map)
        {
            foreach ((string key, JsonNode? entry) in map)
            {
                Walk(whole, each, entry, at with { Steps = [.. at.Steps, key] }, known);
            }
        }
    }

    private static void WalkObject(JsonNode whole, string name, JsonObject value, Field at, Dictionary<string, Field> known)
    {
        JsonNode definition = whole["$defs"]![name]!;
        string[] required = [.. definition["required"]?.AsArray().Select(r => r!.GetValue<string>()) ?? []];
        foreach ((string key, JsonNode? shape) in definition["properties"]!.AsObject())
        {
            if (value.TryGetPropertyValue(key, out JsonNode? entry))
            {
                bool takesAnything = shape!.AsObject().All(p => p.Key == "description");
                Field field = at with { Name = $"{name}.{key}", Steps = [.. at.Steps, key], IsRequired = required.Contains(key), TakesAnything = takesAnything };
                known.TryAdd(field.Name, field);
                Walk(whole, shape, entry, field, known);
            }
        }
    }

    private sealed record Field(string Name, BundleText Bundle, string Path, string Root, object[] Steps, bool IsRequired, bool TakesAnything)
    {
        /// <summary>Puts a value in the field's place, or takes the field away.</summary>
        public void Set(JsonNode root, JsonNode? value)
        {
            JsonNode parent = root;
            foreach (object step in Steps[..^1])
            {
                parent = step is int index ? parent[index]! : parent[(string)step]!;
            }

            if (value is null)
            {
                parent.AsObject().Remove((string)Steps[^1]);
            }
            else
            {
                parent[(string)Steps[^1]] = value;
            }
        }
    }
}
