using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Which log messages a request's client wants to have of its server (MCP specification, logging).</summary>
/// <param name="Level">The least level; null for none.</param>
/// <param name="Deliver">Gets those that belong to the request; null where they go to the session.</param>
internal sealed record LogWish(string? Level, Action<JsonElement>? Deliver)
{
    /// <summary>The levels of RFC 5424, from the least.</summary>
    public static ImmutableArray<string> Levels { get; } = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

    /// <summary>A client of 2026-07-28 says it in each request; a legacy one has said it for its session.</summary>
    /// <param name="channel">The client.</param>
    /// <param name="meta">The request's <c>_meta</c>.</param>
    /// <param name="ofSession">What the session's client has set.</param>
    public static LogWish Of(IClientChannel channel, JsonElement? meta, string? ofSession)
    {
        if (!channel.IsModern)
        {
            return new(ofSession, null);
        }

        return meta is { ValueKind: JsonValueKind.Object } m && m.TryGetProperty("io.modelcontextprotocol/logLevel"u8, out JsonElement level)
            && level.ValueKind == JsonValueKind.String
            ? new(level.GetString(), sent => channel.Notify("notifications/message", w => RelayParams.Write(w, sent)))
            : new(null, null);
    }
}
