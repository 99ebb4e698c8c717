using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Syntax;

/// <summary>A string or bytes literal: one or three quotes, raw or with escapes (language definition, "String and Bytes Values").</summary>
internal readonly record struct StringLiteral(object? Content, int End, SyntaxError? Error)
{
    /// <summary>How many letters (b, r, br) come before an opening quote; null when no literal starts here.</summary>
    public static int? PrefixLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        if (length < text.Length && text[length] is 'b' or 'B')
        {
            length++;
        }

        if (length < text.Length && text[length] is 'r' or 'R')
        {
            length++;
        }

        return length < text.Length && text[length] is '"' or '\'' ? length : null;
    }

    /// <summary>Reads the literal whose prefix starts at <paramref name="start"/>.</summary>
    public static StringLiteral Read(string source, int start, int prefix)
    {
        ReadOnlySpan<char> letters = source.AsSpan(start, prefix);
        bool isBytes = letters.IndexOfAny('b', 'B') >= 0;
        bool isRaw = letters.IndexOfAny('r', 'R') >= 0;
        char quote = source[start + prefix];
        int opening = start + prefix;
        bool triple = source.AsSpan(opening).StartsWith([quote, quote, quote]);
        int position = opening + (triple ? 3 : 1);
        var text = new StringBuilder();
        var octets = new List<byte>();
        while (position < source.Length)
        {
            char unit = source[position];
            if (unit == quote && (!triple || source.AsSpan(position).StartsWith([quote, quote, quote])))
            {
                object content = isBytes ? octets.ToArray() : text.ToString();
                return new StringLiteral(content, position + (triple ? 3 : 1), null);
            }

            if (unit is '\n' or '\r' && !triple)
            {
                break;
            }

            int length;
            Rune rune;
            bool isOctet = false;
            if (unit == '\\' && !isRaw)
            {
                if (!TryEscape(source.AsSpan(position), isBytes, out length, out rune, out isOctet))
                {
                    length = Math.Min(2, source.Length - position);
                    return Fail(position, length, $"`{source.AsSpan(position, length)}` starts no escape of a {(isBytes ? "bytes" : "string")} literal");
                }
            }
            else if (Rune.DecodeFromUtf16(source.AsSpan(position), out rune, out length) != System.Buffers.OperationStatus.Done)
            {
                return Fail(position, 1, "a lone surrogate is no character");
            }

            position += length;
            Append(text, octets, rune, isBytes, isOctet);
        }

        return Fail(start, opening - start + 1, "the literal has no closing quote");
    }

    private static void Append(StringBuilder text, List<byte> octets, Rune rune, bool isBytes, bool isOctet)
    {
        if (!isBytes)
        {
            text.Append(rune.ToString());
        }
        else if (isOctet)
        {
            octets.Add((byte)rune.Value);
        }
        else
        {
            octets.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }
    }

    private static bool TryEscape(ReadOnlySpan<char> text, bool isBytes, out int length, out Rune rune, out bool isOctet)
    {
        length = 2;
        rune = default;
        isOctet = false;
        if (text.Length < 2)
        {
            return false;
        }

        int digits = text[1] switch
        {
            'x' or 'X' => 2,
            'u' when !isBytes => 4,
            'U' when !isBytes => 8,
            _ => 0,
        };
        if (digits > 0)
        {
            length = 2 + digits;
            isOctet = isBytes;
            return text.Length >= length
                && uint.TryParse(text[2..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                && Rune.TryCreate(code, out rune);
        }

        if (text[1] is >= '0' and <= '3')
        {
            length = 4;
            isOctet = isBytes;
            return text.Length >= 4 && text[2] is >= '0' and <= '7' && text[3] is >= '0' and <= '7'
                && Rune.TryCreate(((text[1] - '0') * 64) + ((text[2] - '0') * 8) + (text[3] - '0'), out rune);
        }

        int simple = Simple(text[1]);
        return simple >= 0 && Rune.TryCreate(simple, out rune);
    }

    private static int Simple(char letter) => letter switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' or '?' or '"' or '\'' or '`' => letter,
        _ => -1,
    };

    private static StringLiteral Fail(int start, int length, string message) =>
        new(null, start, new SyntaxError(new SourceSpan(start, length), message));
}
