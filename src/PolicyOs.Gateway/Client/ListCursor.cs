using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>The cursor of a request for a list (MCP specification, pagination). Lists are returned whole, so none was ever handed out.</summary>
internal static class ListCursor
{
    /// <summary>Why the list is not given; null when no cursor was sent, or null for one.</summary>
    public static ClientAnswer? WhyNot(JsonElement? parameters) =>
        parameters is { } p && p.TryGetProperty("cursor"u8, out JsonElement cursor) && cursor.ValueKind != JsonValueKind.Null
            ? new ClientAnswer.Error(RpcError.InvalidParams, "Invalid cursor: this list is returned whole, and no cursor of it was handed out")
            : null;
}
