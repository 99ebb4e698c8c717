using System.Text.Json;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Params of a relayed request: every member as sent, with a clean <c>_meta</c> and this hop's progress token (spec 3.1).</summary>
internal static class RelayParams
{
    /// <summary>Writes the members of the params of a request.</summary>
    /// <param name="writer">Inside the params object.</param>
    /// <param name="parameters">As they came; null when absent.</param>
    /// <param name="hop">What belongs to the way to the server.</param>
    /// <param name="round">What it brings back to a server that asked; null when it comes for the first time.</param>
    public static void WriteRequest(Utf8JsonWriter writer, JsonElement? parameters, Hop hop, Round? round)
    {
        JsonElement? meta = null;
        if (parameters is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                if (member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object)
                {
                    meta = member.Value;
                }
                else if (member.Name is not ("inputResponses" or "requestState"))
                {
                    // Answers to prompts belong to the hop that asked.
                    writer.WriteAsSent(member);
                }
            }
        }

        round?.Write(writer);
        hop.WriteMeta(writer, meta);
    }

    /// <summary>Writes members of params or of a result, without what stops at the gateway.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement? parameters)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } members)
        {
            return;
        }

        foreach (JsonProperty member in members.EnumerateObject())
        {
            if (IsOfTheHop(member))
            {
                continue;
            }

            SentByServer.Write(writer, member);
        }
    }

    /// <summary>Writes a result as sent, without what stops at the gateway.</summary>
    public static void WriteResult(Utf8JsonWriter writer, JsonElement result)
    {
        if (result.ValueKind != JsonValueKind.Object || !(result.EnumerateObject().Any(IsOfTheHop) || SentByServer.HoldsAny(result)))
        {
            writer.WriteAsSent(result);
            return;
        }

        writer.WriteStartObject();
        Write(writer, result);
        writer.WriteEndObject();
    }

    /// <summary>Whether a member of a result says something of the way from the server: that it is whole, which 2026-07-28 has every result say.</summary>
    public static bool IsOfTheHop(JsonProperty member) =>
        member.NameEquals("resultType"u8) && member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("complete"u8);
}
