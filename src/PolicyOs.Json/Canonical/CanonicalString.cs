using System.Buffers;

namespace PolicyOs.Json.Canonical;

/// <summary>Strings of RFC 8785 section 3.2.2.2: escaped are the quote, the backslash and control characters, by their short escape where they have one.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>Writes unescaped text with its quotes.</summary>
    public static void Write(scoped ReadOnlySpan<byte> text, ref BufferedOutput output)
    {
        output.Write((byte)'"');
        while (true)
        {
            int plain = text.IndexOfAny(Escaped);
            if (plain < 0)
            {
                break;
            }

            output.Write(text[..plain]);
            WriteEscape(text[plain], ref output);
            text = text[(plain + 1)..];
        }

        output.Write(text);
        output.Write((byte)'"');
    }

    private static void WriteEscape(byte character, ref BufferedOutput output)
    {
        byte letter = character switch
        {
            (byte)'"' or (byte)'\\' => character,
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            _ => 0,
        };
        output.Write((byte)'\\');
        if (letter != 0)
        {
            output.Write(letter);
            return;
        }

        output.Write("u00"u8);
        output.Write((byte)('0' + (character >> 4)));
        output.Write("0123456789abcdef"u8[character & 0xF]);
    }
}
