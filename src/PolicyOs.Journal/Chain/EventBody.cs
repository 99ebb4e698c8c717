using System.Buffers;
using System.Security.Cryptography;

namespace PolicyOs.Journal.Chain;

/// <summary>
/// Finds and checks the hash inside an event as stored. After the event's own <c>hash</c> come strings and a number only, and inside a
/// string a quote is escaped, so the last <c>,"hash":"</c> of the text is that of the event and never one inside its data.
/// </summary>
internal static class EventBody
{
    private const int HexLength = 64;

    private static ReadOnlySpan<byte> Marker => ",\"hash\":\""u8;

    /// <summary>The hash that an event says it has; empty when it has none in its place.</summary>
    public static ReadOnlySpan<byte> ClaimedHash(ReadOnlySpan<byte> body)
    {
        int at = body.LastIndexOf(Marker);
        return at < 0 || body.Length < at + Marker.Length + HexLength ? default : body.Slice(at + Marker.Length, HexLength);
    }

    /// <summary>Whether the hash is that of all other bytes.</summary>
    public static bool HashHolds(ReadOnlySpan<byte> body)
    {
        int at = body.LastIndexOf(Marker);
        int end = at + Marker.Length + HexLength;
        if (at < 0 || body.Length <= end || body[end] != '"')
        {
            return false;
        }

        byte[] rest = ArrayPool<byte>.Shared.Rent(body.Length);
        body[..at].CopyTo(rest);
        body[(end + 1)..].CopyTo(rest.AsSpan(at));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rest.AsSpan(0, body.Length - (end + 1 - at)), digest);
        ArrayPool<byte>.Shared.Return(rest);
        Span<byte> hex = stackalloc byte[HexLength];
        return Convert.TryToHexStringLower(digest, hex, out _) && hex.SequenceEqual(body.Slice(at + Marker.Length, HexLength));
    }
}
