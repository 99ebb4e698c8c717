using System.Text.Json;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>
/// The least level of log messages that a legacy client has asked for (MCP specification, logging). A server may ignore the level that it was
/// given, and clients of one session may have set different ones: each is spared what it does not want.
/// </summary>
internal sealed class LogFilter
{
    private volatile string? _least;

    /// <summary>The client has set a level, which has been taken.</summary>
    /// <param name="parameters">Of its logging/setLevel.</param>
    public void Set(JsonElement? parameters) => _least = parameters?.GetProperty("level"u8).GetString();

    /// <summary>Whether the client wants to be told something; everything before it has set a level.</summary>
    public bool Lets(string method, Action<Utf8JsonWriter>? parameters)
    {
        if (_least is not { } least || method != "notifications/message" || parameters is null)
        {
            return true;
        }

        // Built only to be looked at: the level stands in the params.
        using var sent = JsonDocument.Parse(MessageBuilder.Object(parameters));
        return !LogWish.IsBelow(sent.RootElement, least);
    }
}
