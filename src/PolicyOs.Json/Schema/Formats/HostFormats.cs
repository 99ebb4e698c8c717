using System.Text;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>Host names of RFC 1123, 2.1, and internationalized ones of RFC 5890 to 5893.</summary>
internal static class HostFormats
{
    private const int MaxName = 253;
    private const int MaxLabel = 63;

    public static bool IsHostname(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxName)
        {
            return false;
        }

        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[range];
            if (!IsLabel(label) || (IsAceLabel(label) && !IdnLabel.IsALabel(label, out _)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsIdnHostname(ReadOnlySpan<char> text) => IsIdn(text);

    /// <summary>The domain of an internationalized mailbox, whose labels RFC 6531 asks less of than RFC 5891.</summary>
    public static bool IsIdnDomain(ReadOnlySpan<char> text)
    {
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[range];
            if (label.IsEmpty || (Ascii.IsValid(label) ? !IsLabel(label) : label.ContainsAny('@', ' ', '=')))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIdn(ReadOnlySpan<char> text)
    {
        var labels = new List<string>();
        int length = 0;
        foreach (Range range in text.SplitAny('.', '\u3002', '\uFF0E', '\uFF61'))
        {
            ReadOnlySpan<char> label = text[range];
            string? unicode = ToUnicode(label, ref length);
            if (unicode is null)
            {
                return false;
            }

            labels.Add(unicode);
        }

        // The dots between count; RFC 5893 looks at all labels as soon as one is written from right to left.
        return length + labels.Count - 1 <= MaxName && (!labels.Exists(BidiRule.IsRightToLeft) || labels.TrueForAll(BidiRule.Holds));
    }

    private static string? ToUnicode(ReadOnlySpan<char> label, ref int length)
    {
        if (Ascii.IsValid(label))
        {
            length += label.Length;
            return !IsLabel(label) ? null
                : !IsAceLabel(label) ? (IsReserved(label) ? null : label.ToString())
                : IdnLabel.IsALabel(label, out string? decoded) ? decoded : null;
        }

        string text = label.ToString();
        int encoded = IdnLabel.IsULabel(text) ? 4 + Punycode.Encode(text).Length : MaxLabel + 1;
        length += encoded;
        return encoded <= MaxLabel ? text : null;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (char letter in label)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return true;
    }

    // Two hyphens there are kept for prefixes such as xn-- (RFC 5891, 4.2.3.1).
    private static bool IsReserved(ReadOnlySpan<char> label) => label.Length >= 4 && label[2] == '-' && label[3] == '-';

    private static bool IsAceLabel(ReadOnlySpan<char> label) => label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase);
}
