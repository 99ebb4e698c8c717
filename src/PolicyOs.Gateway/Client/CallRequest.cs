using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>A tools/call as it came.</summary>
/// <param name="Params">The whole params object.</param>
/// <param name="Tool">Its <c>name</c>.</param>
/// <param name="Arguments">Its <c>arguments</c>; an empty object when absent or null.</param>
/// <param name="Meta">Its <c>_meta</c>; null when absent.</param>
/// <param name="Channel">The client.</param>
internal sealed record CallRequest(JsonElement Params, string Tool, JsonElement Arguments, JsonElement? Meta, IClientChannel Channel)
{
    private static readonly JsonElement s_noArguments = JsonElement.Parse("{}"u8);

    /// <summary>The token that the client wants progress under; null when it wants none.</summary>
    public JsonElement? ProgressToken { get; } =
        Meta is { } meta && meta.TryGetProperty("progressToken"u8, out JsonElement token)
            && token.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? token
            : null;

    /// <summary>The sealed state of the round before, for a call of 2026-07-28 that is retried; null for a first try.</summary>
    public string? RequestState =>
        Channel.IsModern && Params.TryGetProperty("requestState"u8, out JsonElement state) && state.ValueKind == JsonValueKind.String
            ? state.GetString()
            : null;

    /// <summary>The client's answer to one of the input requests of the round before; null when there is none of that key.</summary>
    public JsonElement? InputResponse(string key) =>
        Params.TryGetProperty("inputResponses"u8, out JsonElement responses) && responses.ValueKind == JsonValueKind.Object
            && responses.TryGetProperty(key, out JsonElement response)
            ? response
            : null;

    /// <summary>Reads params; the error says what is wrong with them.</summary>
    public static (CallRequest? Call, string? Error) Read(JsonElement? parameters, IClientChannel channel)
    {
        if (parameters is not { } p || !p.TryGetProperty("name"u8, out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            return (null, "tools/call needs `name`, a string");
        }

        JsonElement? arguments = p.TryGetProperty("arguments"u8, out JsonElement a) ? a : null;
        if (arguments is { ValueKind: JsonValueKind.Null })
        {
            // As some clients write that there are none.
            arguments = null;
        }

        if (arguments is { ValueKind: not JsonValueKind.Object })
        {
            return (null, "`arguments` must be an object");
        }

        JsonElement? meta = p.TryGetProperty("_meta"u8, out JsonElement m) ? m : null;
        if (meta is { ValueKind: not JsonValueKind.Object })
        {
            return (null, "`_meta` must be an object");
        }

        if (channel.IsModern && ((p.TryGetProperty("requestState"u8, out JsonElement state) && state.ValueKind != JsonValueKind.String)
            || (p.TryGetProperty("inputResponses"u8, out JsonElement responses) && responses.ValueKind != JsonValueKind.Object)))
        {
            return (null, "`requestState` must be a string and `inputResponses` an object");
        }

        return (new(p, name.GetString()!, arguments ?? s_noArguments, meta, channel), null);
    }
}
