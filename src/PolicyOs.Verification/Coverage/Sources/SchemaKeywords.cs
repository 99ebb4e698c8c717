using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 3 and the output schema: every keyword that bounds a value, every required property, every closed object; and <c>strict_arguments</c>.</summary>
internal sealed class SchemaKeywords : IRuleSource
{
    private static readonly string[] s_keywords =
    [
        "enum", "const", "pattern", "format", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength",
        "maxItems", "minItems", "uniqueItems", "contains", "maxProperties", "minProperties", "propertyNames", "dependentRequired", "dependentSchemas",
        "unevaluatedProperties", "unevaluatedItems", "not", "anyOf", "oneOf", "if",
    ];

    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        foreach ((Tool tool, ToolContract contract) in bundle.Contracts())
        {
            string id = $"mcp_contract.yaml: tools[{tool.Name}]";
            foreach (RuleInstance rule in Keywords($"{id}.input_schema", "input_schema", tool.InputSchema, tool.Number, static (t, schema) => t with { InputSchema = schema }))
            {
                yield return rule;
            }

            foreach (RuleInstance rule in Keywords($"{id}.output_schema", "output", tool.OutputSchema, tool.Number, static (t, schema) => t with { OutputSchema = schema }))
            {
                yield return rule;
            }

            if (contract.IsStrictArguments && tool.InputSchema is { ValueKind: JsonValueKind.Object } input
                && !input.TryGetProperty("additionalProperties", out _) && !input.TryGetProperty("unevaluatedProperties", out _))
            {
                yield return new($"session.yaml: strict_arguments[{tool.Name}]", "input_schema", [tool.Number], b => b.WithContract(tool.Number, c => c with { IsStrictArguments = false }))
                {
                    SchemaOf = tool.Number,
                };
            }
        }
    }

    private static IEnumerable<RuleInstance> Keywords(string id, string check, JsonElement? schema, int tool, Func<Tool, JsonElement, Tool> with)
    {
        if (schema is not { } root)
        {
            yield break;
        }

        foreach ((string path, Action<JsonObject> remove) in Places(JsonObject.Create(root)!, string.Empty, static root => root))
        {
            yield return new(id + path, check, [tool], b =>
            {
                var edited = JsonObject.Create(root.Clone())!;
                remove(edited);
                return b.WithTool(tool, t => with(t, JsonSerializer.SerializeToElement(edited)));
            })
            {
                SchemaOf = tool,
            };
        }
    }

    // Each place by the way to it from the root, so that it can be found again in a copy.
    private static IEnumerable<(string Path, Action<JsonObject> Remove)> Places(JsonObject schema, string path, Func<JsonObject, JsonObject> find)
    {
        foreach ((string keyword, JsonNode? value) in schema)
        {
            if (s_keywords.Contains(keyword) || (keyword is "additionalProperties" && value?.GetValueKind() == JsonValueKind.False))
            {
                yield return ($"{path}.{keyword}", root => find(root).Remove(keyword));
            }
            else if (keyword == "required")
            {
                foreach (string name in value!.AsArray().Select(n => n!.GetValue<string>()))
                {
                    yield return ($"{path}.required[{name}]", root => Remove(find(root)["required"]!.AsArray(), name));
                }
            }
            else if (keyword == "properties")
            {
                foreach ((string name, JsonNode? property) in value!.AsObject())
                {
                    foreach (var place in Places(property as JsonObject ?? [], $"{path}.properties[{name}]", root => find(root)["properties"]![name]!.AsObject()))
                    {
                        yield return place;
                    }
                }
            }
            else if (keyword is "items" or "additionalProperties" && value is JsonObject inner)
            {
                foreach (var place in Places(inner, $"{path}.{keyword}", root => find(root)[keyword]!.AsObject()))
                {
                    yield return place;
                }
            }
        }
    }

    private static void Remove(JsonArray names, string name)
    {
        for (int i = names.Count - 1; i >= 0; i--)
        {
            if (names[i]!.GetValue<string>() == name)
            {
                names.RemoveAt(i);
            }
        }
    }
}
