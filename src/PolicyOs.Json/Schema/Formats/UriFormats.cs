using System.Buffers;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>URIs (RFC 3986, appendix A) and IRIs (RFC 3987, 2.2).</summary>
internal static class UriFormats
{
    private const string Unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    private const string SubDelimiters = "!$&'()*+,;=";

    private static readonly SearchValues<char> Scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    private static readonly SearchValues<char> Name = SearchValues.Create(Unreserved + SubDelimiters);
    private static readonly SearchValues<char> User = SearchValues.Create(Unreserved + SubDelimiters + ":");
    private static readonly SearchValues<char> Path = SearchValues.Create(Unreserved + SubDelimiters + ":@/");
    private static readonly SearchValues<char> Query = SearchValues.Create(Unreserved + SubDelimiters + ":@/?");

    public static bool IsUri(ReadOnlySpan<char> text) => Is(text, needsScheme: true, international: false);

    public static bool IsUriReference(ReadOnlySpan<char> text) => Is(text, needsScheme: false, international: false);

    public static bool IsIri(ReadOnlySpan<char> text) => Is(text, needsScheme: true, international: true);

    public static bool IsIriReference(ReadOnlySpan<char> text) => Is(text, needsScheme: false, international: true);

    private static bool Is(ReadOnlySpan<char> text, bool needsScheme, bool international)
    {
        int hash = text.IndexOf('#');
        if (hash >= 0 && !Consists(text[(hash + 1)..], Query, international, allowPrivate: false))
        {
            return false;
        }

        text = hash < 0 ? text : text[..hash];
        int mark = text.IndexOf('?');
        if (mark >= 0 && !Consists(text[(mark + 1)..], Query, international, allowPrivate: true))
        {
            return false;
        }

        text = mark < 0 ? text : text[..mark];
        int colon = text.IndexOf(':');
        int slash = text.IndexOf('/');
        if (colon >= 0 && (slash < 0 || colon < slash))
        {
            // A colon in the first segment can only end a scheme (RFC 3986, 4.2).
            return IsScheme(text[..colon]) && IsHierarchy(text[(colon + 1)..], international);
        }

        return !needsScheme && IsHierarchy(text, international);
    }

    private static bool IsScheme(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(Scheme);

    private static bool IsHierarchy(ReadOnlySpan<char> text, bool international)
    {
        if (!text.StartsWith("//"))
        {
            return Consists(text, Path, international, allowPrivate: false);
        }

        text = text[2..];
        int slash = text.IndexOf('/');
        return IsAuthority(slash < 0 ? text : text[..slash], international)
            && (slash < 0 || Consists(text[slash..], Path, international, allowPrivate: false));
    }

    private static bool IsAuthority(ReadOnlySpan<char> text, bool international)
    {
        int at = text.IndexOf('@');
        if (at >= 0 && !Consists(text[..at], User, international, allowPrivate: false))
        {
            return false;
        }

        text = text[(at + 1)..];
        if (text is ['[', ..])
        {
            int end = text.IndexOf(']');
            return end > 0 && IsLiteral(text[1..end]) && (end + 1 == text.Length || IsPort(text[(end + 1)..]));
        }

        int colon = text.IndexOf(':');
        return Consists(colon < 0 ? text : text[..colon], Name, international, allowPrivate: false) && (colon < 0 || IsPort(text[colon..]));
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text is not ['v' or 'V', ..])
        {
            return AddressFormats.IsIPv6(text);
        }

        int dot = text.IndexOf('.');
        return dot > 1 && !text[1..dot].ContainsAnyExcept(TextFormats.HexDigits) && dot + 1 < text.Length && !text[(dot + 1)..].ContainsAnyExcept(User);
    }

    private static bool Consists(ReadOnlySpan<char> text, SearchValues<char> allowed, bool international, bool allowPrivate)
    {
        for (int i = text.IndexOfAnyExcept(allowed); i < text.Length && i >= 0;)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }

                i += 3;
            }
            else if (international && text[i] > 0x7F && IsInternational(text, ref i, allowPrivate))
            {
                continue;
            }
            else if (!allowed.Contains(text[i++]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>ucschar, and iprivate in a query (RFC 3987, 2.2).</summary>
    private static bool IsInternational(ReadOnlySpan<char> text, ref int at, bool allowPrivate)
    {
        if (System.Text.Rune.DecodeFromUtf16(text[at..], out System.Text.Rune rune, out int length) != OperationStatus.Done)
        {
            return false;
        }

        int value = rune.Value;
        bool allowed = value switch
        {
            >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF => true,
            >= 0xE000 and <= 0xF8FF => allowPrivate,
            >= 0xF0000 => allowPrivate && (value & 0xFFFF) <= 0xFFFD,
            >= 0xE0000 => value is >= 0xE1000 and <= 0xEFFFD,
            >= 0x10000 => (value & 0xFFFF) <= 0xFFFD,
            _ => false,
        };
        at += allowed ? length : 0;
        return allowed;
    }
}
