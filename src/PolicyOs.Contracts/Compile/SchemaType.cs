using System.Text.Json;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Contracts.Compile;

/// <summary>
/// What a JSON Schema says about values, as a type of conditions. Keywords only ever narrow, so each can be read by itself; what
/// <c>$ref</c> and the applicators say is left to the evaluation.
/// </summary>
internal static class SchemaType
{
    private static readonly string[] Widening = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "dependencies", "patternProperties"];

    /// <param name="schema">A schema that compiles.</param>
    /// <param name="isClosed">Whether a schema that says nothing about further properties takes none.</param>
    internal static CelType Of(JsonElement schema, bool isClosed = false)
    {
        // Before 2019-09 a reference hides every keyword beside it.
        if (schema.ValueKind != JsonValueKind.Object || schema.TryGetProperty("$ref", out _) || !schema.TryGetProperty("type", out JsonElement type))
        {
            return CelType.Dyn;
        }

        if (type.ValueKind == JsonValueKind.String)
        {
            return OfName(type.GetString()!, schema, isClosed);
        }

        string[] names = [.. type.EnumerateArray().Select(static t => t.GetString()!)];
        return names switch
        {
            [var only] => OfName(only, schema, isClosed),
            [var other, "null"] => CelType.NullOr(OfName(other, schema, isClosed)),
            ["null", var other] => CelType.NullOr(OfName(other, schema, isClosed)),
            _ => CelType.Dyn,
        };
    }

    private static CelType OfName(string name, JsonElement schema, bool isClosed) => name switch
    {
        "boolean" => CelType.Bool,
        "integer" => CelType.Int,
        "number" => CelType.Double,
        "string" => CelType.String with { MaxSize = Size(schema, "maxLength") },
        "array" => CelType.ListOf(Items(schema), Size(schema, "maxItems")),
        "object" => OfObject(schema, isClosed),
        _ => CelType.Dyn,
    };

    private static CelType Items(JsonElement schema) =>
        !schema.TryGetProperty("prefixItems", out _) && schema.TryGetProperty("items", out JsonElement items) ? Of(items) : CelType.Dyn;

    private static CelType.Object OfObject(JsonElement schema, bool isClosed)
    {
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal);
        if (schema.TryGetProperty("properties", out JsonElement properties))
        {
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                fields[property.Name] = Of(property.Value);
            }
        }

        return new CelType.Object(fields, Open: !IsClosed(schema, isClosed)) { MaxSize = Size(schema, "maxProperties") };
    }

    private static bool IsClosed(JsonElement schema, bool isClosedBySilence)
    {
        if (Widening.Any(keyword => schema.TryGetProperty(keyword, out _)))
        {
            return false;
        }

        bool saysAdditional = schema.TryGetProperty("additionalProperties", out JsonElement additional);
        bool saysUnevaluated = schema.TryGetProperty("unevaluatedProperties", out JsonElement unevaluated);
        return additional.ValueKind == JsonValueKind.False
            || (!saysAdditional && unevaluated.ValueKind == JsonValueKind.False)
            || (!saysAdditional && !saysUnevaluated && isClosedBySilence);
    }

    private static long? Size(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out JsonElement size) && size.TryGetInt64(out long most) ? most : null;
}
