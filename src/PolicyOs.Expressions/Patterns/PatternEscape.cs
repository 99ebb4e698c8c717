using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Patterns;

/// <summary>Escapes that stand for one code point or a class, inside and outside of brackets.</summary>
internal static class PatternEscape
{
    /// <summary>Reads the escape whose backslash is at the position; the set, or why there is none.</summary>
    public static (CodePointSet? Set, string? Error) Read(string source, ref int position, bool foldCase)
    {
        int start = position;
        position++;
        if (position >= source.Length)
        {
            return (null, "a backslash at the end escapes nothing");
        }

        char letter = source[position];
        if (UnicodeClasses.OfPerl(letter) is { } perl)
        {
            position++;
            return (perl, null);
        }

        if (letter is 'p' or 'P')
        {
            return Named(source, ref position, foldCase);
        }

        return CodePoint(source, ref position) is { } code
            ? (CodePointSet.Of(code, foldCase), null)
            : (null, letter is >= '1' and <= '9'
                ? "a backreference is not possible in linear time"
                : $"`{source.AsSpan(start, Math.Min(2, source.Length - start))}` is no escape");
    }

    /// <summary>The one code point that an escape stands for; the position is on the letter after the backslash.</summary>
    public static int? CodePoint(string source, ref int position)
    {
        char letter = source[position];
        int simple = letter switch
        {
            'a' => '\a',
            'f' => '\f',
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\v',
            _ => char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) ? letter : -1,
        };
        if (simple >= 0)
        {
            position++;
            return simple;
        }

        return letter switch
        {
            'x' => Hex(source, ref position),
            '0' => Octal(source, ref position),
            >= '1' and <= '7' when position + 1 < source.Length && source[position + 1] is >= '0' and <= '7' => Octal(source, ref position),
            _ => null,
        };
    }

    private static int? Hex(string source, ref int position)
    {
        ReadOnlySpan<char> rest = source.AsSpan(position + 1);
        int close = rest.IndexOf('}');
        bool braced = rest.StartsWith("{") && close > 1;
        ReadOnlySpan<char> digits = braced ? rest[1..close] : rest[..Math.Min(2, rest.Length)];
        if ((!braced && digits.Length != 2) || digits.Length > 8
            || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || !Rune.IsValid(code))
        {
            return null;
        }

        position += braced ? close + 2 : 3;
        return code;
    }

    /// <summary>Up to three octal digits.</summary>
    private static int Octal(string source, ref int position)
    {
        int code = 0;
        for (int i = 0; i < 3 && position < source.Length && source[position] is >= '0' and <= '7'; i++)
        {
            code = (code * 8) + (source[position++] - '0');
        }

        return code;
    }

    /// <summary>\pL, \p{Lu}, \p{^Lu} and their complements with P.</summary>
    private static (CodePointSet? Set, string? Error) Named(string source, ref int position, bool foldCase)
    {
        bool negated = source[position] == 'P';
        ReadOnlySpan<char> rest = source.AsSpan(position + 1);
        int close = rest.IndexOf('}');
        bool braced = rest.StartsWith("{");
        if (rest.IsEmpty || (braced && close < 0))
        {
            return (null, "`\\p` takes the name of a class");
        }

        string name = (braced ? rest[1..close] : rest[..1]).ToString();
        position += braced ? close + 2 : 2;
        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        CodePointSet? set = UnicodeClasses.OfUnicode(name, negated, foldCase);
        return (set, set is null ? $"`{name}` is no general category of Unicode; scripts are not supported" : null);
    }
}
