using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>The characters that a JSON string stands for.</summary>
internal static class Unescape
{
    /// <summary>Writes the UTF-8 of a well-formed string's content; it is never longer than the escaped form.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Into(ReadOnlySpan<byte> escaped, Span<byte> target)
    {
        int written = 0;
        while (!escaped.IsEmpty)
        {
            int plain = escaped.IndexOf((byte)'\\');
            plain = plain < 0 ? escaped.Length : plain;
            escaped[..plain].CopyTo(target[written..]);
            written += plain;
            escaped = escaped[plain..];
            if (!escaped.IsEmpty)
            {
                Rune rune = Next(escaped, out int consumed);
                written += rune.EncodeToUtf8(target[written..]);
                escaped = escaped[consumed..];
            }
        }

        return written;
    }

    private static Rune Next(ReadOnlySpan<byte> escape, out int consumed)
    {
        if (escape[1] != 'u')
        {
            consumed = 2;
            return new Rune(escape[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                byte itself => (char)itself,
            });
        }

        StringScan.TryUnit(escape, 0, out char unit);
        if (!char.IsHighSurrogate(unit))
        {
            consumed = 6;
            return new Rune(unit);
        }

        StringScan.TryUnit(escape, 6, out char low);
        consumed = 12;
        return new Rune(unit, low);
    }
}
