using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyOs.Json.Path.Syntax;

/// <summary>Names, strings and numbers of a query.</summary>
internal static class LiteralReader
{
    /// <summary>I-JSON's largest integer (RFC 7493 section 2.2), the bound of indexes.</summary>
    private const long MaxInteger = (1L << 53) - 1;

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-.eE");

    /// <summary>A name after a dot.</summary>
    public static string? ReadShorthandName(TextCursor cursor)
    {
        int start = cursor.Position;
        while (!cursor.AtEnd && IsNameCharacter(cursor, first: cursor.Position == start))
        {
            cursor.Position += char.IsSurrogate(cursor.Current) ? 2 : 1;
        }

        return cursor.Position > start ? cursor.Text[start..cursor.Position] : cursor.Fail<string>("expected a name, `*` or `[`");
    }

    /// <summary>A string in either quotes, its escapes resolved.</summary>
    public static string? ReadString(TextCursor cursor)
    {
        char quote = cursor.Current;
        cursor.Position++;
        var text = new StringBuilder();
        while (!cursor.TryTake(quote))
        {
            char c = cursor.Current;
            if (cursor.AtEnd || c < ' ')
            {
                return cursor.Fail<string>(cursor.AtEnd ? $"expected `{quote}`" : "a control character in a string has to be escaped");
            }

            if (c == '\\')
            {
                if (!TryReadEscape(cursor, quote, text))
                {
                    return null;
                }

                continue;
            }

            int units = char.IsSurrogate(c) ? 2 : 1;
            if (units == 2 && !IsPair(cursor))
            {
                return cursor.Fail<string>("half a surrogate pair is no character");
            }

            text.Append(cursor.Text, cursor.Position, units);
            cursor.Position += units;
        }

        return text.ToString();
    }

    /// <summary>An index or a bound of a slice.</summary>
    public static bool TryReadInteger(TextCursor cursor, out long? value)
    {
        value = null;
        int start = cursor.Position;
        cursor.TryTake('-');
        int digits = cursor.Position;
        SkipDigits(cursor);
        ReadOnlySpan<char> text = cursor.Text.AsSpan(start, cursor.Position - start);
        if (cursor.Position == digits || (cursor.Text[digits] == '0' && text.Length > 1))
        {
            return cursor.Fail("an integer is `0`, or has no zero in front", start);
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) || Math.Abs(parsed) > MaxInteger)
        {
            return cursor.Fail($"the integer is beyond ±{MaxInteger}", start);
        }

        value = parsed;
        return true;
    }

    /// <summary>A number literal, as it is written; the grammar is JSON's.</summary>
    public static string? ReadNumber(TextCursor cursor)
    {
        int start = cursor.Position;
        int end = Strict.NumberScan.End(Encoding.UTF8.GetBytes(cursor.Text, start, LengthOfNumber(cursor.Text, start)), 0);
        if (end < 0)
        {
            return cursor.Fail<string>("expected a number as JSON writes it");
        }

        cursor.Position += end;
        return cursor.Text[start..cursor.Position];
    }

    private static int LengthOfNumber(string text, int start)
    {
        int end = text.AsSpan(start).IndexOfAnyExcept(NumberCharacters);
        return end < 0 ? text.Length - start : end;
    }

    private static void SkipDigits(TextCursor cursor)
    {
        while (char.IsAsciiDigit(cursor.Current))
        {
            cursor.Position++;
        }
    }

    private static bool IsNameCharacter(TextCursor cursor, bool first)
    {
        char c = cursor.Current;
        return char.IsAsciiLetter(c) || c == '_' || (!first && char.IsAsciiDigit(c)) || (c >= 0x80 && (!char.IsSurrogate(c) || IsPair(cursor)));
    }

    private static bool IsPair(TextCursor cursor) =>
        cursor.Position + 1 < cursor.Text.Length && char.IsSurrogatePair(cursor.Text, cursor.Position);

    private static bool TryReadEscape(TextCursor cursor, char quote, StringBuilder text)
    {
        int start = cursor.Position++;
        char c = cursor.Current;
        if (c == 'u' && !cursor.AtEnd)
        {
            return TryReadUnicodeEscape(cursor, start, text);
        }

        char meant = c switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => c,
            _ when c == quote && !cursor.AtEnd => c,
            _ => '\0',
        };
        if (meant == '\0')
        {
            return cursor.Fail("a backslash in a string has to begin an escape", start);
        }

        text.Append(meant);
        cursor.Position++;
        return true;
    }

    private static bool TryReadUnicodeEscape(TextCursor cursor, int start, StringBuilder text)
    {
        if (!TryReadUnit(cursor, start, out char unit))
        {
            return cursor.Fail("four hexadecimal digits have to follow `\\u`", start);
        }

        text.Append(unit);
        cursor.Position = start + 6;
        if (!char.IsSurrogate(unit))
        {
            return true;
        }

        if (!char.IsHighSurrogate(unit) || !TryReadUnit(cursor, start + 6, out char low) || !char.IsLowSurrogate(low))
        {
            return cursor.Fail("half a surrogate pair is no character", start);
        }

        text.Append(low);
        cursor.Position = start + 12;
        return true;
    }

    private static bool TryReadUnit(TextCursor cursor, int backslash, out char unit)
    {
        unit = default;
        if (cursor.Text.Length < backslash + 6 || cursor.Text[backslash] != '\\' || cursor.Text[backslash + 1] != 'u')
        {
            return false;
        }

        bool read = ushort.TryParse(cursor.Text.AsSpan(backslash + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value);
        unit = (char)value;
        return read;
    }
}
