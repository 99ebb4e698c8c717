using System.Text.Json;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Gives the client the server's progress under the client's own token, and signs of life while a person is asked.</summary>
internal static class ProgressRelay
{
    /// <summary>What to do with the server's progress; null when the client wants none.</summary>
    public static Action<JsonElement>? For(JsonElement? progressToken, IClientChannel channel) => progressToken is not { } first
        ? null
        : sent =>
        {
            if (channel.TokenNow(first) is { } token)
            {
                channel.Notify("notifications/progress", w => Write(w, sent, token));
            }
        };

    /// <summary>One sign of life. Values rise towards zero, so that the server's own, from zero on, still rise after them.</summary>
    public static void Heartbeat(CallRequest call, int beat)
    {
        if (call.ProgressToken is { } token)
        {
            call.Channel.Notify("notifications/progress", w =>
            {
                w.WritePropertyName("progressToken"u8);
                w.WriteAsSent(token);
                w.WriteNumber("progress"u8, -1.0 / (beat + 1));
                w.WriteString("message"u8, "waiting for approval"u8);
            });
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement sent, JsonElement token)
    {
        foreach (JsonProperty member in sent.EnumerateObject())
        {
            if (member.NameEquals("progressToken"u8))
            {
                writer.WritePropertyName("progressToken"u8);
                writer.WriteAsSent(token);
            }
            else
            {
                SentByServer.Write(writer, member);
            }
        }
    }
}
