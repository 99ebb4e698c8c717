using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>What spec 3.2 asks for a frame, by another reader than the gateway's: System.Text.Json's, and the rules of JSON-RPC 2.0 written again.</summary>
internal static class FrameOracle
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MaxDepth = 64;

    private static readonly string[] s_envelope = ["jsonrpc", "id", "method", "params", "result", "error"];
    private static readonly string[] s_parameters = ["name", "arguments", "_meta", "uri"];

    /// <summary>What a frame must be answered with.</summary>
    public static Expected Of(ReadOnlySpan<byte> frame, int maxBytes)
    {
        if (frame.IsEmpty)
        {
            return new Expected.Silence();
        }

        if (frame.Length > maxBytes)
        {
            return new Expected.Refusal([InvalidRequest], null);
        }

        (bool isJson, bool hasFault) = Walk(frame);
        if (!isJson || !Utf8.IsValid(frame))
        {
            // The first thing that is wrong decides.
            return new Expected.Refusal(hasFault ? [ParseError, InvalidRequest] : [ParseError], null);
        }

        return hasFault ? new Expected.Refusal([InvalidRequest], null) : Classify(JsonElement.Parse(frame));
    }

    // Whether it is JSON, and whether something was seen, up to its end or to where it stops being JSON, that JSON allows and the edge does not.
    private static (bool IsJson, bool HasFault) Walk(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame, new JsonReaderOptions { MaxDepth = 10_000 });
        var names = new Stack<HashSet<string>>();
        string? top = null;
        bool hasFault = frame.TrimStart(" \t"u8) is not [(byte)'{', ..];
        int shown = 0;
        try
        {
            while (reader.Read())
            {
                shown = (int)reader.BytesConsumed;
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        hasFault |= reader.CurrentDepth >= MaxDepth;
                        names.Push([]);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName:
                        string? name = Text(ref reader);
                        top = reader.CurrentDepth == 1 ? name : top;
                        hasFault |= name is null || !names.Peek().Add(name) || IsVariant(name, reader.CurrentDepth, top);
                        break;
                    case JsonTokenType.String:
                        hasFault |= Text(ref reader) is null;
                        break;
                }
            }

            return (true, hasFault);
        }
        catch (JsonException e)
        {
            // Behind the last token that it showed there may be a string that it did not, and something in that.
            return (false, hasFault || frame[shown..Math.Clamp((int)e.BytePositionInLine!.Value + 1, shown, frame.Length)].Contains((byte)'"'));
        }
    }

    // Null for half a surrogate pair, and for what may hold one and is no UTF-8.
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (!Utf8.IsValid(reader.ValueSpan))
        {
            return reader.ValueIsEscaped ? null : Encoding.Latin1.GetString(reader.ValueSpan);
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Expected Classify(JsonElement message)
    {
        JsonValueKind parameters = message.TryGetProperty("params", out JsonElement p) ? p.ValueKind : JsonValueKind.Object;
        string? id = message.TryGetProperty("id", out JsonElement given) && IsId(given) ? given.GetRawText() : null;
        bool hasMethod = message.TryGetProperty("method", out JsonElement method);
        bool hasResult = message.TryGetProperty("result", out _);
        bool hasError = message.TryGetProperty("error", out JsonElement error);
        bool isVersion2 = message.TryGetProperty("jsonrpc", out JsonElement version) && version.ValueKind == JsonValueKind.String && version.ValueEquals("2.0");
        bool hasBadId = given.ValueKind != JsonValueKind.Undefined && id is null && hasMethod;
        if (!isVersion2 || hasBadId || parameters != JsonValueKind.Object)
        {
            return new Expected.Refusal([InvalidRequest], id ?? "null");
        }

        return (hasMethod, hasResult, hasError) switch
        {
            (true, false, false) when method.ValueKind == JsonValueKind.String => id is null ? new Expected.Silence() : new Expected.Answer(id),
            (false, true, false) when id is not null => new Expected.Silence(),
            (false, false, true) when error.ValueKind == JsonValueKind.Object => new Expected.Silence(),
            _ => new Expected.Refusal([InvalidRequest], id ?? "null"),
        };
    }

    private static bool IsVariant(string name, int depth, string? top)
    {
        string[] known = depth == 1 ? s_envelope : depth == 2 && top == "params" ? s_parameters : [];
        return known.Any(each => each != name && string.Equals(each, Fold(name), StringComparison.OrdinalIgnoreCase));
    }

    // The two letters outside ASCII whose other case is in it.
    private static string Fold(string name) => name.Replace('\u017f', 's').Replace('\u212a', 'k');

    private static bool IsId(JsonElement id) =>
        id.ValueKind == JsonValueKind.String || (id.ValueKind == JsonValueKind.Number && id.GetRawText().All(c => c is '-' or (>= '0' and <= '9')));
}
