using System.Buffers;
using System.Text;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>Mailbox of RFC 5321, 4.1.2, and with the extension of RFC 6531, 3.3.</summary>
internal static class EmailFormats
{
    private const int MaxLocalBytes = 64;

    private static readonly SearchValues<char> Atom =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    public static bool IsEmail(ReadOnlySpan<char> text) => Is(text, international: false);

    public static bool IsIdnEmail(ReadOnlySpan<char> text) => Is(text, international: true);

    private static bool Is(ReadOnlySpan<char> text, bool international)
    {
        int at = text.LastIndexOf('@');
        if (at < 1)
        {
            return false;
        }

        ReadOnlySpan<char> local = text[..at];
        ReadOnlySpan<char> domain = text[(at + 1)..];
        return Encoding.UTF8.GetByteCount(local) <= MaxLocalBytes
            && (local[0] == '"' ? IsQuoted(local, international) : IsDotted(local, international))
            && (domain is ['[', .., ']'] ? IsLiteral(domain[1..^1]) : international ? HostFormats.IsIdnDomain(domain) : HostFormats.IsHostname(domain));
    }

    private static bool IsDotted(ReadOnlySpan<char> text, bool international)
    {
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> atom = text[range];
            if (atom.IsEmpty)
            {
                return false;
            }

            foreach (char letter in atom)
            {
                if (!Atom.Contains(letter) && !(international && letter > 0x7F))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<char> text, bool international)
    {
        if (text.Length < 2 || text[^1] != '"')
        {
            return false;
        }

        text = text[1..^1];
        for (int i = 0; i < text.Length; i++)
        {
            bool escapes = text[i] == '\\';
            i += escapes ? 1 : 0;
            if (i == text.Length || !(text[i] is >= ' ' and <= '~' || (international && text[i] > 0x7F)) || (!escapes && text[i] == '"'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLiteral(ReadOnlySpan<char> text) =>
        text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? AddressFormats.IsIPv6(text[5..]) : AddressFormats.IsIPv4(text);
}
