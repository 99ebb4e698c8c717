using System.Buffers;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>uuid (RFC 4122), json-pointer (RFC 6901), relative-json-pointer (draft-bhutton-relative-json-pointer-00) and regex (ECMA-262, u flag).</summary>
internal static class TextFormats
{
    public static SearchValues<char> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsJsonPointer(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsRelativeJsonPointer(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        return digits > 0 && (digits == 1 || text[0] != '0') && (text[digits..] is "#" || IsJsonPointer(text[digits..]));
    }

    public static bool IsRegex(ReadOnlySpan<char> text) => Patterns.IsPattern(text.ToString(), PatternSyntax.StrictEcma);
}
