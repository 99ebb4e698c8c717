using System.Buffers;
using System.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>What a text may be the encoding of: one percent decoding, or one base64 decoding of a run in it.</summary>
internal static class Decoded
{
    private const int MinimumRun = 20;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The percent decoding (RFC 3986, section 2.1); null when the text has none.</summary>
    public static string? Percent(string text)
    {
        int percent = text.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0 || percent + 2 >= text.Length)
        {
            return null;
        }

        string decoded = Uri.UnescapeDataString(text);
        return decoded == text ? null : decoded;
    }

    /// <summary>The next run of base64 (RFC 4648, sections 4 and 5) from a place on that decodes to text.</summary>
    public static bool TryNextRun(ReadOnlySpan<char> text, ref int at, out int start, out int length, out string decoded)
    {
        while (StartOfRun(text, at) is >= 0 and int found)
        {
            start = found;
            length = SecretForm.Run(text[start..], Base64);
            at = start + length;
            if (TryDecode(text.Slice(start, length), out decoded))
            {
                length += text[at..].IndexOfAnyExcept('=') is var padding and >= 0 ? padding : text.Length - at;
                return true;
            }
        }

        at = text.Length;
        (start, length, decoded) = (0, 0, string.Empty);
        return false;
    }

    // Looks at every stretch of the least length from its end: one other character in it rules out all runs that begin before it.
    private static int StartOfRun(ReadOnlySpan<char> text, int at)
    {
        while (at + MinimumRun <= text.Length)
        {
            int other = text.Slice(at, MinimumRun).LastIndexOfAnyExcept(Base64);
            if (other < 0)
            {
                return at;
            }

            at += other + 1;
        }

        return -1;
    }

    private static bool TryDecode(ReadOnlySpan<char> run, out string decoded)
    {
        // A length of 4n+1 is no encoding of anything.
        int usable = run.Length % 4 == 1 ? run.Length - 1 : run.Length;
        Span<char> padded = new char[(usable + 3) / 4 * 4];
        run[..usable].CopyTo(padded);
        padded[usable..].Fill('=');
        padded.Replace('-', '+');
        padded.Replace('_', '/');
        byte[] bytes = new byte[padded.Length / 4 * 3];
        if (Convert.TryFromBase64Chars(padded, bytes, out int written))
        {
            try
            {
                decoded = Strict.GetString(bytes, 0, written);
                return true;
            }
            catch (DecoderFallbackException)
            {
                // Not text, so no secret in one of the forms.
            }
        }

        decoded = string.Empty;
        return false;
    }
}
