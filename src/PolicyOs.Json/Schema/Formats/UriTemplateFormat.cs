using System.Buffers;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>URI templates (RFC 6570, section 2), level 4. The apostrophe is a literal (erratum 6937).</summary>
internal static class UriTemplateFormat
{
    // What may not stand outside an expression; braces and percent signs are looked at by the caller.
    private static readonly SearchValues<char> NotLiteral = SearchValues.Create(" \"<>\\^`|");

    private static readonly SearchValues<char> Operators = SearchValues.Create("+#./;?&=,!@|");

    public static bool IsTemplate(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    int end = text[i..].IndexOf('}');
                    if (end < 0 || !IsExpression(text[(i + 1)..(i + end)]))
                    {
                        return false;
                    }

                    i += end;
                    break;
                case '%':
                    if (!IsTriplet(text[i..]))
                    {
                        return false;
                    }

                    i += 2;
                    break;
                case '}':
                case var other when char.IsControl(other) || NotLiteral.Contains(other):
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    private static bool IsTriplet(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    private static bool IsExpression(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && Operators.Contains(text[0]))
        {
            text = text[1..];
        }

        foreach (Range range in text.Split(','))
        {
            if (!IsVariable(text[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVariable(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        if (colon >= 0)
        {
            ReadOnlySpan<char> length = text[(colon + 1)..];
            if (length.Length is 0 or > 4 || length[0] == '0' || length.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }

            text = text[..colon];
        }
        else if (text is [.., '*'])
        {
            text = text[..^1];
        }

        bool afterDot = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' ? afterDot : text[i] == '%' ? !IsTriplet(text[i..]) : !(char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'))
            {
                return false;
            }

            afterDot = text[i] == '.';
            i += text[i] == '%' ? 2 : 0;
        }

        return !afterDot;
    }
}
