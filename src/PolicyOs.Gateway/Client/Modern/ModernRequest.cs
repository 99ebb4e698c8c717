using System.Text.Json;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>A request of 2026-07-28, which says by itself what a handshake said before (MCP specification, per-request protocol fields).</summary>
/// <param name="Message">The request.</param>
/// <param name="Client">Who sends it, and what it can do.</param>
internal sealed record ModernRequest(RpcMessage.Request Message, ClientHello Client)
{
    /// <summary>The key of <c>_meta</c> that makes a request one of this era.</summary>
    public const string VersionKey = "io.modelcontextprotocol/protocolVersion";

    private const string CapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
    private const string InfoKey = "io.modelcontextprotocol/clientInfo";

    /// <summary>The methods whose results say how long they may be kept.</summary>
    public bool IsCacheable => Message.Method is "server/discover" or "tools/list" or "prompts/list" or "resources/list" or "resources/templates/list" or "resources/read";

    /// <summary>The token that it wants progress under; null when it wants none.</summary>
    public JsonElement? ProgressToken => Meta(Message.Params) is { } meta && meta.TryGetProperty("progressToken"u8, out JsonElement token)
        && token.ValueKind is JsonValueKind.String or JsonValueKind.Number ? token : null;

    /// <summary>Whether a request, by its <c>_meta</c>, is of this era.</summary>
    public static bool Is(JsonElement? parameters) => Meta(parameters) is { } meta && meta.TryGetProperty(VersionKey, out _);

    /// <summary>The version that a request states; null when it states none.</summary>
    public static string? VersionOf(JsonElement? parameters) =>
        Meta(parameters) is { } meta && meta.TryGetProperty(VersionKey, out JsonElement version) && version.ValueKind == JsonValueKind.String
            ? version.GetString()
            : null;

    /// <summary>Reads what every request must say; the error is what the specification wants when it does not.</summary>
    public static (ModernRequest? Request, ClientAnswer.Error? Error) Read(RpcMessage.Request message)
    {
        if (Meta(message.Params) is not { } meta || VersionOf(message.Params) is not { } version)
        {
            return (null, Malformed($"`_meta[\"{VersionKey}\"]`, a string, is missing"));
        }

        if (version != ProtocolVersions.Modern)
        {
            return (null, Unsupported(version));
        }

        if (!meta.TryGetProperty(CapabilitiesKey, out JsonElement capabilities) || capabilities.ValueKind != JsonValueKind.Object)
        {
            return (null, Malformed($"`_meta[\"{CapabilitiesKey}\"]`, an object, is missing"));
        }

        (string? purpose, string? malformed) = StatedPurpose.Read(message.Params);
        if (malformed is not null)
        {
            return (null, Malformed(malformed));
        }

        JsonElement? info = meta.TryGetProperty(InfoKey, out JsonElement i) ? i : null;
        return info is { ValueKind: not JsonValueKind.Object }
            ? (null, Malformed($"`_meta[\"{InfoKey}\"]` must be an object"))
            : (new(message, new(version, info, capabilities) { Purpose = purpose }), null);
    }

    private static JsonElement? Meta(JsonElement? parameters) =>
        parameters is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty("_meta"u8, out JsonElement meta) && meta.ValueKind == JsonValueKind.Object
            ? meta
            : null;

    private static ClientAnswer.Error Malformed(string what) => new(RpcError.InvalidParams, "Invalid params: " + what) { HttpStatus = 400 };

    private static ClientAnswer.Error Unsupported(string requested) => new(ProtocolVersions.Unsupported, "Unsupported protocol version", w =>
    {
        w.WriteStartObject();
        w.WritePropertyName("supported"u8);
        ProtocolVersions.WriteSupported(w, withModern: true);
        w.WriteString("requested"u8, requested);
        w.WriteEndObject();
    })
    {
        HttpStatus = 400,
    };
}
