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

    /// <summary>Whether a log message is of a lower level than the least that is wanted; one of no level that is known is not.</summary>
    /// <param name="message">The params of a notifications/message.</param>
    /// <param name="least">A level.</param>
    public static bool IsBelow(JsonElement message, string least) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty("level"u8, out JsonElement level) && level.ValueKind == JsonValueKind.String
        && Levels.IndexOf(level.GetString()!) is >= 0 and int own && own < Levels.IndexOf(least);

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

        if (meta is not { ValueKind: JsonValueKind.Object } m || !m.TryGetProperty("io.modelcontextprotocol/logLevel"u8, out JsonElement wanted)
            || wanted.ValueKind != JsonValueKind.String)
        {
            return new(null, null);
        }

        string least = wanted.GetString()!;
        return new(least, sent =>
        {
            // A server may ignore the level that it was given.
            if (!IsBelow(sent, least))
            {
                channel.Notify("notifications/message", w => RelayParams.Write(w, sent));
            }
        });
    }
}
