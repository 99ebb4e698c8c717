using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Json.Text;

/// <summary>
/// Reads the text of JSON strings and member names as UTF-8, escapes resolved, without a <see cref="string"/> in between.
/// Unlike <see cref="JsonElement.GetString"/> it never throws: a lone surrogate escape becomes its three-byte (WTF-8) form, and bytes
/// that are not UTF-8 are passed through, so two texts are equal exactly when their bytes are.
/// </summary>
public static class JsonText
{
    private const int StackBytes = 256;

    /// <summary>The bytes between the quotes of a string value, escapes not resolved.</summary>
    public static ReadOnlySpan<byte> Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value)[1..^1];

    /// <summary>The bytes between the quotes of a member's name, escapes not resolved.</summary>
    public static ReadOnlySpan<byte> RawName(JsonProperty member) => JsonMarshal.GetRawUtf8PropertyName(member);

    /// <summary>Whether raw text holds an escape and so has to go through <see cref="Unescape"/>.</summary>
    public static bool IsEscaped(ReadOnlySpan<byte> raw) => raw.Contains((byte)'\\');

    /// <summary>Resolves the escapes of <paramref name="raw"/>; the result is never longer than the raw text.</summary>
    /// <returns>How many bytes of <paramref name="destination"/> were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        int written = 0;
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0 || plain + 1 >= raw.Length)
            {
                raw.CopyTo(destination[written..]);
                return written + raw.Length;
            }

            raw[..plain].CopyTo(destination[written..]);
            written += plain;
            raw = raw[plain..];
            int used = UnescapeOne(raw, destination[written..], out int count);
            written += count;
            raw = raw[used..];
        }
    }

    /// <summary>Whether two raw texts (see <see cref="Raw"/>) mean the same characters.</summary>
    public static bool RawEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (!IsEscaped(left))
        {
            return IsEscaped(right) ? UnescapedEquals(right, left) : left.SequenceEqual(right);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(left.Length);
        try
        {
            return UnescapedEquals(right, rented.AsSpan(0, Unescape(left, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Whether raw text, its escapes resolved, is exactly <paramref name="expected"/>, which has none to resolve.</summary>
    public static bool UnescapedEquals(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> expected)
    {
        if (!IsEscaped(raw))
        {
            return raw.SequenceEqual(expected);
        }

        byte[]? rented = null;
        Span<byte> buffer = raw.Length <= StackBytes ? stackalloc byte[StackBytes] : (rented = ArrayPool<byte>.Shared.Rent(raw.Length));
        bool equal = buffer[..Unescape(raw, buffer)].SequenceEqual(expected);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return equal;
    }

    /// <summary>A hash of the text that agrees with <see cref="RawEquals"/>; differs from process to process.</summary>
    public static int RawHash(ReadOnlySpan<byte> raw)
    {
        HashCode hash = default;
        if (!IsEscaped(raw))
        {
            hash.AddBytes(raw);
            return hash.ToHashCode();
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        hash.AddBytes(rented.AsSpan(0, Unescape(raw, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return hash.ToHashCode();
    }

    /// <summary>The text as a .NET string: lone surrogates are kept, bytes that are not UTF-8 become U+FFFD.</summary>
    public static string RawToString(ReadOnlySpan<byte> raw)
    {
        if (!IsEscaped(raw))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var text = new StringBuilder(raw.Length);
        while (!raw.IsEmpty)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0 || plain + 1 >= raw.Length)
            {
                return text.Append(Encoding.UTF8.GetString(raw)).ToString();
            }

            text.Append(Encoding.UTF8.GetString(raw[..plain]));
            raw = raw[plain..];
            text.Append(raw[1] == 'u' && TryHex(raw, out int unit) ? (char)unit : (char)Simple(raw[1]));
            raw = raw[Math.Min(raw.Length, raw[1] == 'u' ? 6 : 2)..];
        }

        return text.ToString();
    }

    /// <summary>The bytes <see cref="Unescape"/> would give for a text: UTF-8, with the three-byte form for lone surrogates.</summary>
    public static byte[] ToUtf8(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        byte[] bytes = new byte[text.Length * 3];
        int written = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i);
            written += Encode(isPair ? char.ConvertToUtf32(text, i) : text[i], bytes.AsSpan(written));
            i += isPair ? 1 : 0;
        }

        return bytes[..written];
    }

    /// <summary>The text of a string value; see <see cref="RawToString"/>.</summary>
    public static string ToText(JsonElement value) => RawToString(Raw(value));

    /// <summary>The text of a member's name; see <see cref="RawToString"/>.</summary>
    public static string NameToText(JsonProperty member) => RawToString(RawName(member));

    private static int UnescapeOne(ReadOnlySpan<byte> raw, Span<byte> destination, out int written)
    {
        if (raw[1] != 'u' || !TryHex(raw, out int unit))
        {
            destination[0] = Simple(raw[1]);
            written = 1;
            return 2;
        }

        int used = 6;
        if (char.IsHighSurrogate((char)unit) && raw.Length >= 12 && raw[6] == '\\' && raw[7] == 'u'
            && TryHex(raw[6..], out int low) && char.IsLowSurrogate((char)low))
        {
            unit = char.ConvertToUtf32((char)unit, (char)low);
            used = 12;
        }

        written = Encode(unit, destination);
        return used;
    }

    private static int Encode(int scalar, Span<byte> destination)
    {
        switch (scalar)
        {
            case < 0x80:
                destination[0] = (byte)scalar;
                return 1;
            case < 0x800:
                destination[0] = (byte)(0xC0 | (scalar >> 6));
                destination[1] = (byte)(0x80 | (scalar & 0x3F));
                return 2;
            case < 0x10000:
                destination[0] = (byte)(0xE0 | (scalar >> 12));
                destination[1] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
                destination[2] = (byte)(0x80 | (scalar & 0x3F));
                return 3;
            default:
                destination[0] = (byte)(0xF0 | (scalar >> 18));
                destination[1] = (byte)(0x80 | ((scalar >> 12) & 0x3F));
                destination[2] = (byte)(0x80 | ((scalar >> 6) & 0x3F));
                destination[3] = (byte)(0x80 | (scalar & 0x3F));
                return 4;
        }
    }

    private static bool TryHex(ReadOnlySpan<byte> raw, out int unit)
    {
        unit = 0;
        return raw.Length >= 6 && System.Buffers.Text.Utf8Parser.TryParse(raw.Slice(2, 4), out unit, out int used, 'x') && used == 4;
    }

    private static byte Simple(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };
}
