using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>Strings of RFC 8259 section 7, sixteen bytes at a time while they are plain ASCII.</summary>
internal static class StringScan
{
    /// <summary>Reads the string whose opening quote is at <paramref name="open"/>.</summary>
    /// <param name="utf8">The whole document.</param>
    /// <param name="open">Where the opening quote is.</param>
    /// <param name="escaped">Whether there is a backslash in it.</param>
    /// <param name="fault">What is wrong with it, when it ends nowhere.</param>
    /// <returns>Where the closing quote is, or -1.</returns>
    public static int End(ReadOnlySpan<byte> utf8, int open, out bool escaped, out StrictFault fault)
    {
        int close = Scan(utf8, open + 1, out escaped, out fault);
        if (close < utf8.Length)
        {
            return close;
        }

        fault = new(StrictErrorKind.Malformed, utf8.Length, "the text ends inside a string");
        return -1;
    }

    /// <summary>Whether the text between the quotes of a string is well formed; it holds no quote but escaped ones.</summary>
    public static bool IsContent(ReadOnlySpan<byte> content, out bool escaped, out StrictFault fault) =>
        Scan(content, 0, out escaped, out fault) == content.Length;

    /// <summary>Where the next quote is that is not escaped, or the length of the text, or -1.</summary>
    private static int Scan(ReadOnlySpan<byte> utf8, int i, out bool escaped, out StrictFault fault)
    {
        escaped = false;
        fault = default;
        while (true)
        {
            i = SkipPlain(utf8, i);
            if (i >= utf8.Length || utf8[i] == '"')
            {
                return i;
            }

            byte special = utf8[i];
            escaped |= special == '\\';
            i = special switch
            {
                (byte)'\\' => AfterEscape(utf8, i, out fault),
                >= 0x80 => AfterRune(utf8, i, out fault),
                _ => Fail(StrictErrorKind.Malformed, i, "a control character in a string has to be escaped", out fault),
            };
            if (i < 0)
            {
                return -1;
            }
        }
    }

    /// <summary>The first byte from <paramref name="start"/> on that is a quote, a backslash, a control character or not ASCII; else the length.</summary>
    private static int SkipPlain(ReadOnlySpan<byte> utf8, int start)
    {
        int i = start;
        while (i <= utf8.Length - Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(utf8.Slice(i, Vector128<byte>.Count));

            // As signed bytes, everything that is not ASCII is negative and so below the space, as control characters are.
            Vector128<byte> special = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte();
            uint mask = special.ExtractMostSignificantBits();
            if (mask != 0)
            {
                return i + BitOperations.TrailingZeroCount(mask);
            }

            i += Vector128<byte>.Count;
        }

        if (IsPlainTail(utf8[i..]))
        {
            return utf8.Length;
        }

        while (i < utf8.Length && utf8[i] is not ((byte)'"' or (byte)'\\' or < 0x20 or >= 0x80))
        {
            i++;
        }

        return i;
    }

    /// <summary>Whether four to fifteen bytes, read in two words that may overlap, are all plain.</summary>
    private static bool IsPlainTail(ReadOnlySpan<byte> tail) => tail.Length switch
    {
        >= sizeof(ulong) => IsPlain(BinaryPrimitives.ReadUInt64LittleEndian(tail)) && IsPlain(BinaryPrimitives.ReadUInt64LittleEndian(tail[^sizeof(ulong)..])),
        >= sizeof(uint) => IsPlain(((ulong)BinaryPrimitives.ReadUInt32LittleEndian(tail) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(tail[^sizeof(uint)..])),
        _ => false,
    };

    private static bool IsPlain(ulong bytes)
    {
        const ulong Ones = 0x0101_0101_0101_0101;
        const ulong Highs = 0x80 * Ones;
        ulong quotes = bytes ^ ('"' * Ones);
        ulong backslashes = bytes ^ ('\\' * Ones);
        ulong controls = (bytes - (' ' * Ones)) & ~bytes;
        return ((bytes | ((quotes - Ones) & ~quotes) | ((backslashes - Ones) & ~backslashes) | controls) & Highs) == 0;
    }

    private static int AfterRune(ReadOnlySpan<byte> utf8, int i, out StrictFault fault)
    {
        fault = default;
        do
        {
            if (Rune.DecodeFromUtf8(utf8[i..], out _, out int length) != OperationStatus.Done)
            {
                return Fail(StrictErrorKind.NotUtf8, i, "the bytes are not UTF-8", out fault);
            }

            i += length;
        }
        while (i < utf8.Length && utf8[i] >= 0x80);
        return i;
    }

    private static int AfterEscape(ReadOnlySpan<byte> utf8, int backslash, out StrictFault fault)
    {
        fault = default;
        byte letter = backslash + 1 < utf8.Length ? utf8[backslash + 1] : (byte)0;
        if (letter is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            return backslash + 2;
        }

        if (!TryUnit(utf8, backslash, out char unit))
        {
            return Fail(StrictErrorKind.Malformed, backslash, "a backslash in a string has to begin an escape", out fault);
        }

        if (!char.IsSurrogate(unit))
        {
            return backslash + 6;
        }

        if (char.IsHighSurrogate(unit) && TryUnit(utf8, backslash + 6, out char low) && char.IsLowSurrogate(low))
        {
            return backslash + 12;
        }

        return Fail(StrictErrorKind.LoneSurrogate, backslash, "an escape stands for half a character (a lone surrogate)", out fault);
    }

    /// <summary>Reads <c>\uXXXX</c>.</summary>
    internal static bool TryUnit(ReadOnlySpan<byte> utf8, int backslash, out char unit)
    {
        unit = default;
        return backslash + 6 <= utf8.Length && utf8[backslash] == '\\' && utf8[backslash + 1] == 'u' && TryHex(utf8.Slice(backslash + 2, 4), out unit);
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out char unit)
    {
        bool four = ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value);
        unit = (char)value;
        return four;
    }

    private static int Fail(StrictErrorKind kind, int offset, string reason, out StrictFault fault)
    {
        fault = new(kind, offset, reason);
        return -1;
    }
}
