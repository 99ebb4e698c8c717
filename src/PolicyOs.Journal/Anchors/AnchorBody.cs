using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Journal.Chain;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Anchors;

/// <summary>
/// The text of an anchor: canonical JSON with heads, journal, n, previous (SHA-256 of the anchor before, as exported), signature, time.
/// The signature covers the text without the signature member.
/// </summary>
internal static class AnchorBody
{
    /// <summary>Writes and signs one.</summary>
    public static Anchor Sign(
        JournalKeys keys, string journal, long number, string? previous, IReadOnlyList<AnchoredHead> heads, DateTimeOffset time)
    {
        var buffer = new JsonBuffer();
        buffer.Raw("{\"heads\":["u8);
        for (int i = 0; i < heads.Count; i++)
        {
            buffer.Raw(i == 0 ? "["u8 : ",["u8);
            buffer.Text(heads[i].Stream);
            buffer.Raw(","u8);
            buffer.Number(heads[i].Sequence);
            buffer.Raw(",\""u8);
            buffer.Raw(Encoding.ASCII.GetBytes(heads[i].Hash));
            buffer.Raw("\"]"u8);
        }

        buffer.Raw("],\"journal\":"u8);
        buffer.Text(journal);
        buffer.Raw(",\"n\":"u8);
        buffer.Number(number);
        if (previous is not null)
        {
            buffer.Raw(",\"previous\":"u8);
            buffer.Text(previous);
        }

        int signatureAt = buffer.Length;
        buffer.Raw(",\"time\":"u8);
        buffer.Time(time);
        buffer.Raw("}"u8);
        string signature = Convert.ToHexStringLower(keys.SignAnchor(buffer.Written));
        byte[] member = Encoding.ASCII.GetBytes($",\"signature\":\"{signature}\"");
        member.CopyTo(buffer.Insert(signatureAt, member.Length));
        return new Anchor(number, heads, buffer.Written.ToArray());
    }

    /// <summary>What the next anchor names this one by.</summary>
    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Reads an anchor; its signature is not checked.</summary>
    /// <exception cref="FormatException">The bytes are no anchor.</exception>
    public static (Anchor Anchor, string Journal, string? Previous, DateTimeOffset Time) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            JsonElement root = json.RootElement;
            var heads = new List<AnchoredHead>();
            foreach (JsonElement head in root.GetProperty("heads").EnumerateArray())
            {
                heads.Add(new AnchoredHead(Text(head[0]), head[1].GetInt64(), Text(head[2])));
            }

            return (
                new Anchor(root.GetProperty("n").GetInt64(), heads, body),
                Text(root.GetProperty("journal")),
                root.TryGetProperty("previous", out JsonElement previous) ? Text(previous) : null,
                EventReader.Time(Text(root.GetProperty("time"))));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("not an anchor: " + e.Message, e);
        }
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("not an anchor: a text is missing");
}
