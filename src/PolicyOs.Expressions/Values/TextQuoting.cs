using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Values;

/// <summary>String and bytes literals in double quotes, escaped as the lexer reads them.</summary>
internal static class TextQuoting
{
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2);
        Append(result, text);
        return result.ToString();
    }

    public static void Append(StringBuilder result, string text)
    {
        result.Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Escape(rune.Value) is { } escape)
            {
                result.Append(escape);
            }
            else if (Rune.IsControl(rune))
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                result.Append(rune.ToString());
            }
        }

        result.Append('"');
    }

    public static void Append(StringBuilder result, ReadOnlySpan<byte> bytes)
    {
        result.Append("b\"");
        foreach (byte octet in bytes)
        {
            if (Escape(octet) is { } escape)
            {
                result.Append(escape);
            }
            else if (octet is >= 0x20 and < 0x7f)
            {
                result.Append((char)octet);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\x{octet:x2}");
            }
        }

        result.Append('"');
    }

    internal static string? Escape(int value) => value switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        _ => null,
    };
}
