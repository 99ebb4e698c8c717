using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>An argument that an HTTP client repeats in a header <c>Mcp-Param-…</c> (MCP 2026-07-28, custom headers from tool parameters).</summary>
/// <param name="Header">The header's whole name.</param>
/// <param name="Path">The chain of property names from the arguments to the value.</param>
internal sealed record HeaderParameter(string Header, ImmutableArray<string> Path)
{
    /// <summary>Reads the annotations of an input schema: those reached through <c>properties</c> alone.</summary>
    public static ImmutableArray<HeaderParameter> Of(JsonElement inputSchema)
    {
        ImmutableArray<HeaderParameter>.Builder found = ImmutableArray.CreateBuilder<HeaderParameter>();
        Collect(inputSchema, [], found);
        return found.DrainToImmutable();
    }

    /// <summary>Its value in a call's arguments; null when there is none, or it is null.</summary>
    public JsonElement? ValueIn(JsonElement? arguments)
    {
        JsonElement? value = arguments;
        foreach (string step in Path)
        {
            value = value is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(step, out JsonElement next) ? next : null;
        }

        return value is { ValueKind: JsonValueKind.Null } ? null : value;
    }

    private static void Collect(JsonElement schema, ImmutableArray<string> path, ImmutableArray<HeaderParameter>.Builder found)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties"u8, out JsonElement properties)
            || properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in properties.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object))
        {
            ImmutableArray<string> below = path.Add(property.Name);
            if (property.Value.TryGetProperty("x-mcp-header"u8, out JsonElement name) && name.ValueKind == JsonValueKind.String && name.GetString()!.Length > 0)
            {
                found.Add(new("Mcp-Param-" + name.GetString(), below));
            }

            Collect(property.Value, below, found);
        }
    }
}
