using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>What a request brings back to a server of 2026-07-28 that asked (MCP specification, multi round-trip requests).</summary>
/// <param name="Responses">By the server's own keys.</param>
/// <param name="State">The server's own, as it sent it; null when it sent none.</param>
internal sealed record Round(ImmutableArray<(string Key, JsonElement Response)> Responses, string? State)
{
    /// <summary>
    /// What a client of 2026-07-28 brings although it was asked nothing, or under no state: for the server to judge. Null when it brings nothing.
    /// </summary>
    /// <param name="parameters">The request's.</param>
    public static Round? Ahead(JsonElement? parameters)
    {
        if (parameters is not { } p || p.TryGetProperty("requestState"u8, out _)
            || !p.TryGetProperty("inputResponses"u8, out JsonElement given) || given.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        ImmutableArray<(string, JsonElement)> responses =
            [.. given.EnumerateObject().Where(r => r.Value.ValueKind == JsonValueKind.Object && !ServerQuestion.IsOurs(r.Name)).Select(r => (r.Name, r.Value))];
        return responses.IsEmpty ? null : new(responses, State: null);
    }

    /// <summary>Writes the members of the request's params.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (!Responses.IsEmpty)
        {
            writer.WriteStartObject("inputResponses"u8);
            foreach ((string key, JsonElement response) in Responses)
            {
                writer.WritePropertyName(key);
                RelayParams.WriteResult(writer, response);
            }

            writer.WriteEndObject();
        }

        if (State is not null)
        {
            writer.WriteString("requestState"u8, State);
        }
    }
}
