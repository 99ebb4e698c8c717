using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>A request of the client that is no tool call.</summary>
/// <param name="Method">The method.</param>
/// <param name="Params">As sent; null when absent.</param>
/// <param name="Channel">The client.</param>
internal sealed record ClientRequest(string Method, JsonElement? Params, IClientChannel Channel)
{
    /// <summary>Its <c>_meta</c>; null when absent.</summary>
    public JsonElement? Meta => Params is { } p && p.TryGetProperty("_meta"u8, out JsonElement meta) ? meta : null;

    /// <summary>The token that the client wants progress under; null when it wants none.</summary>
    public JsonElement? ProgressToken =>
        Params is { } p && p.TryGetProperty("_meta"u8, out JsonElement meta) && meta.ValueKind == JsonValueKind.Object
            && meta.TryGetProperty("progressToken"u8, out JsonElement token) && token.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? token
            : null;
}
