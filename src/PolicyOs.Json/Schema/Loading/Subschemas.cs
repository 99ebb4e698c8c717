using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>Where the schemas in a schema are. Only there do <c>$id</c> and anchors mean anything.</summary>
internal static class Subschemas
{
    /// <summary>The schemas directly in a schema object, each with the pointer from it.</summary>
    public static IEnumerable<(string Pointer, JsonElement Element)> Of(JsonElement schema, Dialect dialect)
    {
        foreach (JsonProperty member in schema.EnumerateObject())
        {
            string keyword = JsonText.NameToText(member);
            if (!dialect.Has(keyword))
            {
                continue;
            }

            switch (keyword)
            {
                case "not" or "additionalProperties" or "additionalItems" or "contains" or "propertyNames" or "if" or "then" or "else"
                    or "unevaluatedItems" or "unevaluatedProperties" or "contentSchema":
                    yield return ("/" + keyword, member.Value);
                    break;
                case "allOf" or "anyOf" or "oneOf" or "prefixItems" or "items" when member.Value.ValueKind == JsonValueKind.Array:
                    foreach ((int index, JsonElement item) in member.Value.EnumerateArray().Index())
                    {
                        yield return ($"/{keyword}/{index}", item);
                    }

                    break;
                case "items":
                    yield return ("/items", member.Value);
                    break;
                case "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" or "dependencies"
                    when member.Value.ValueKind == JsonValueKind.Object:
                    foreach (JsonProperty entry in member.Value.EnumerateObject())
                    {
                        yield return ($"/{keyword}/{JsonPointer.Escape(JsonText.NameToText(entry))}", entry.Value);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
