using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Json.Schema;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The smallest value that a simple JSON Schema allows, for golden tasks: what is required and nothing else.</summary>
internal static class Example
{
    private const int Deepest = 6;

    /// <summary>A value, checked against the schema; null where the schema is not a simple one.</summary>
    public static JsonNode? Of(JsonElement schema)
    {
        JsonNode? value = Make(schema, 0);
        return value is not null && JsonSchema.Compile(schema, new SchemaOptions { AssertFormat = true }).Schema is { } compiled
            && compiled.FirstViolation(JsonElement.Parse(value.ToJsonString())) is null ? value : null;
    }

    private static JsonNode? Make(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            return schema.ValueKind == JsonValueKind.True ? JsonValue.Create("example") : null;
        }

        foreach (string fixedValue in (string[])["const", "default"])
        {
            if (schema.TryGetProperty(fixedValue, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
            {
                return JsonNode.Parse(value.GetRawText());
            }
        }

        if (schema.TryGetProperty("enum"u8, out JsonElement choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0)
        {
            return JsonNode.Parse(choices[0].GetRawText());
        }

        JsonElement type = schema.TryGetProperty("type"u8, out JsonElement t) ? t : default;
        string? name = type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0 ? type[0].ToString() : type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        return name switch
        {
            "string" => new string('x', Math.Max(Number(schema, "minLength", 0), 1)),
            "integer" or "number" => JsonValue.Create(Number(schema, "minimum", 1)),
            "boolean" => JsonValue.Create(false),
            "array" => Array(schema, depth),
            "object" => Object(schema, depth),
            _ => null,
        };
    }

    private static JsonArray? Array(JsonElement schema, int depth)
    {
        var items = new JsonArray();
        for (int i = 0; i < Math.Min(Number(schema, "minItems", 0), 10); i++)
        {
            if (!schema.TryGetProperty("items"u8, out JsonElement item) || Make(item, depth + 1) is not { } made)
            {
                return null;
            }

            items.Add(made);
        }

        return items;
    }

    private static JsonObject? Object(JsonElement schema, int depth)
    {
        var members = new JsonObject();
        if (schema.TryGetProperty("required"u8, out JsonElement required) && required.ValueKind == JsonValueKind.Array)
        {
            JsonElement properties = schema.TryGetProperty("properties"u8, out JsonElement p) ? p : default;
            foreach (string name in required.EnumerateArray().Select(member => member.ToString()))
            {
                if (properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty(name, out JsonElement property) || Make(property, depth + 1) is not { } made)
                {
                    return null;
                }

                members[name] = made;
            }
        }

        return members;
    }

    private static int Number(JsonElement schema, string keyword, int otherwise) =>
        schema.TryGetProperty(keyword, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : otherwise;
}
