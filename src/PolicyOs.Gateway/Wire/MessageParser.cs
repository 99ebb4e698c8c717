using System.Text.Json;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Wire;

/// <summary>Bytes to a message, through the strict edge (spec 3.2).</summary>
internal static class MessageParser
{
    /// <summary>Reads one message; the bytes become the message's own.</summary>
    public static RpcMessage Parse(byte[] utf8, StrictOptions options)
    {
        if (StrictReader.Check(utf8, options) is { } error)
        {
            return Refuse(utf8, error);
        }

        JsonElement root = JsonDocument.Parse(utf8).RootElement;
        return Classify(root);
    }

    /// <summary>The refusal of a message of which only the beginning was kept.</summary>
    public static RpcMessage.Refused TooLong(ReadOnlySpan<byte> beginning, int maxBytes) =>
        new(ReadId(beginning), RpcError.InvalidRequest, $"message refused: longer than the {maxBytes} bytes allowed (--max-message)", IsTooLarge: true);

    private static RpcMessage.Refused Refuse(ReadOnlySpan<byte> utf8, StrictError error) =>
        new(
            ReadId(utf8),
            error.Kind is StrictErrorKind.Malformed or StrictErrorKind.NotUtf8 ? RpcError.ParseError : RpcError.InvalidRequest,
            error.Pointer.Length == 0 ? $"message refused: {error.Message}" : $"message refused: {error.Message} (at {error.Pointer})",
            error.Kind is StrictErrorKind.TooLarge);

    private static RpcId ReadId(ReadOnlySpan<byte> utf8) =>
        StrictReader.TryReadId(utf8, out ReadOnlySpan<byte> raw) ? RpcId.FromUtf8(raw) : RpcId.Null;

    private static RpcMessage Classify(JsonElement root)
    {
        RpcId id = default;
        JsonElement? idValue = null;
        JsonElement? method = null;
        JsonElement? parameters = null;
        JsonElement? result = null;
        JsonElement? error = null;
        bool isVersion2 = false;
        foreach (JsonProperty member in root.EnumerateObject())
        {
            if (member.NameEquals("jsonrpc"u8))
            {
                isVersion2 = member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals("2.0"u8);
            }
            else if (member.NameEquals("id"u8))
            {
                idValue = member.Value;
            }
            else if (member.NameEquals("method"u8))
            {
                method = member.Value;
            }
            else if (member.NameEquals("params"u8))
            {
                parameters = member.Value;
            }
            else if (member.NameEquals("result"u8))
            {
                result = member.Value;
            }
            else if (member.NameEquals("error"u8))
            {
                error = member.Value;
            }
        }

        bool hasId = idValue is { } raw && RpcId.TryFrom(raw, out id);
        RpcId answerTo = hasId ? id : RpcId.Null;
        if (!isVersion2)
        {
            return Invalid(answerTo, "`jsonrpc` must be \"2.0\"");
        }

        if (idValue is not null && !hasId && method is not null)
        {
            return Invalid(RpcId.Null, "`id` must be a string or an integer");
        }

        if (parameters is { ValueKind: not JsonValueKind.Object })
        {
            return Invalid(answerTo, "`params` must be an object");
        }

        return (method, result, error) switch
        {
            ({ ValueKind: JsonValueKind.String } name, null, null) => hasId
                ? new RpcMessage.Request(id, name.GetString()!, parameters)
                : new RpcMessage.Notification(name.GetString()!, parameters),
            (null, not null, null) when hasId => new RpcMessage.Response(id, result, null),
            (null, null, { ValueKind: JsonValueKind.Object }) => new RpcMessage.Response(answerTo, null, error),
            _ => Invalid(answerTo, "neither a request, a notification nor a response"),
        };
    }

    private static RpcMessage.Refused Invalid(RpcId id, string reason) =>
        new(id, RpcError.InvalidRequest, "message refused: " + reason, IsTooLarge: false);
}
