using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>A request id as it was written: a string with its quotes, or an integer; answers repeat it to the letter.</summary>
/// <param name="Raw">JSON text.</param>
internal readonly record struct RpcId(string Raw)
{
    private static readonly SearchValues<char> s_integer = SearchValues.Create("-0123456789");

    /// <summary>The id of messages whose id could not be read.</summary>
    public static RpcId Null { get; } = new("null");

    /// <summary>An id that JSON-RPC 2.0 and MCP allow: a string or an integer.</summary>
    public static bool TryFrom(JsonElement value, out RpcId id)
    {
        string raw = value.GetRawText();
        id = new(raw);
        return value.ValueKind switch
        {
            JsonValueKind.String => true,
            JsonValueKind.Number => raw.AsSpan().IndexOfAnyExcept(s_integer) < 0,
            _ => false,
        };
    }

    /// <summary>An id from the edge reader's best effort.</summary>
    public static RpcId FromUtf8(ReadOnlySpan<byte> raw) => new(Encoding.UTF8.GetString(raw));

    /// <inheritdoc/>
    public override string ToString() => Raw;
}
