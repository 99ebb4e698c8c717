using System.Text;

namespace PolicyOs.Contracts.Source;

/// <summary>
/// Finds a piece of a scalar's text in the file. Whatever the style, folding and indentation change nothing but whitespace, so the
/// n-th other character of the text is the n-th other one written.
/// </summary>
internal static class ScalarPlace
{
    /// <summary>Where <paramref name="value"/> from <paramref name="offset"/> on is written, up to the end of that line; the scalar itself when it cannot be told.</summary>
    internal static SourceSpan Of(SourceFile file, SourceSpan scalar, string value, int offset, int length)
    {
        string text = Encoding.UTF8.GetString(file.Bytes).TrimStart('\uFEFF');
        int start = IndexOf(text, scalar);
        offset = Math.Clamp(offset, 0, value.Length);
        int from = Walk(text, start, value, offset, toNext: true);
        int to = Walk(text, start, value, Math.Clamp(offset + length, offset, value.Length), toNext: false);
        if (from < 0 || to < 0)
        {
            return scalar;
        }

        int lineStart = from == 0 ? 0 : text.LastIndexOf('\n', from - 1) + 1;
        int lineEnd = text.IndexOfAny(['\r', '\n'], from) is >= 0 and var end ? end : text.Length;
        int line = scalar.Line + text.AsSpan(start, from - start).Count('\n');
        return new SourceSpan(scalar.File, line, from - lineStart + 1, Math.Max(0, Math.Min(to, lineEnd) - from));
    }

    private static int IndexOf(string text, SourceSpan at)
    {
        int index = 0;
        for (int line = 1; line < at.Line && text.IndexOf('\n', index) is >= 0 and var end; line++)
        {
            index = end + 1;
        }

        return Math.Min(index + at.Column - 1, text.Length);
    }

    /// <summary>The place after so many characters of the value, or of the next one; -1 when text and value part.</summary>
    private static int Walk(string text, int start, string value, int count, bool toNext)
    {
        (int at, char style) = Enter(text, start);
        for (int i = 0; i < count; i++)
        {
            if (char.IsWhiteSpace(value[i]))
            {
                continue;
            }

            at = SkipSpace(text, at, style);
            int width = Width(text, at, style, value, ref i);
            if (width < 0)
            {
                return -1;
            }

            at += width;
        }

        return toNext && count < value.Length && !char.IsWhiteSpace(value[count]) ? SkipSpace(text, at, style) : at;
    }

    /// <summary>Past anchor, tag and what opens the style: the first character of the content, and the quote or block sign.</summary>
    private static (int At, char Style) Enter(string text, int at)
    {
        while (at < text.Length && text[at] is '&' or '!')
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            at = SkipSpace(text, at, ' ');
        }

        char style = at < text.Length ? text[at] : ' ';
        return style switch
        {
            '"' or '\'' => (at + 1, style),
            '|' or '>' => (text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length, style),
            _ => (at, ' '),
        };
    }

    private static int SkipSpace(string text, int at, char style)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (style == '"' && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is 'n' or 't' or 'r' or 'v' or ' ' or '\n' or '\r')
            {
                at += 2;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>How many characters stand for the one of the value; an escaped pair of surrogates is one escape.</summary>
    private static int Width(string text, int at, char style, string value, ref int i)
    {
        if (at >= text.Length)
        {
            return -1;
        }

        if (style == '"' && text[at] == '\\')
        {
            char kind = at + 1 < text.Length ? text[at + 1] : ' ';
            i += kind == 'U' && char.IsHighSurrogate(value[i]) ? 1 : 0;
            return kind switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };
        }

        return text[at] != value[i] ? -1 : style == '\'' && text[at] == '\'' ? 2 : 1;
    }
}
