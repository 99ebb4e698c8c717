using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>Which arguments of which tools are repeated in headers.</summary>
internal static class ToolHeaders
{
    /// <summary>Reads a server's list; a tool without such arguments is not in the answer.</summary>
    public static ImmutableDictionary<string, IReadOnlyList<HeaderParameter>> Of(ImmutableArray<JsonElement> tools)
    {
        ImmutableDictionary<string, IReadOnlyList<HeaderParameter>>.Builder found = ImmutableDictionary.CreateBuilder<string, IReadOnlyList<HeaderParameter>>();
        foreach (JsonElement tool in tools)
        {
            if (tool.TryGetProperty("name"u8, out JsonElement name) && name.ValueKind == JsonValueKind.String
                && tool.TryGetProperty("inputSchema"u8, out JsonElement schema) && HeaderParameter.Of(schema) is { IsEmpty: false } parameters)
            {
                found[name.GetString()!] = parameters;
            }
        }

        return found.ToImmutable();
    }
}
