using System.Buffers;
using System.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>Secrets in one text (spec 3.9): in the text itself, without invisible characters, and after one base64 or percent decoding.</summary>
public static class SecretText
{
    private const int MinimumLength = 8;
    private const int StackCharacters = 512;

    /// <summary>The kind of the first secret; null when there is none.</summary>
    public static string? KindOf(string text)
    {
        if (text.Length < MinimumLength)
        {
            return null;
        }

        string visible = Invisible.Strip(text);
        if (First(visible) is { } plain)
        {
            return plain.Kind;
        }

        if (Decoded.Percent(visible) is { } percent && First(percent) is { } inPercent)
        {
            return inPercent.Kind;
        }

        int at = 0;
        while (Decoded.TryNextRun(visible, ref at, out _, out _, out string decoded))
        {
            if (First(decoded) is { } inBase64)
            {
                return inBase64.Kind;
            }
        }

        return null;
    }

    /// <summary>The text with <c>[REDACTED:kind]</c> in place of every secret; the same string when there is none.</summary>
    public static string Redact(string text)
    {
        if (KindOf(text) is not { } kind)
        {
            return text;
        }

        string redacted = RedactPlain(RedactRuns(text));

        // What is hidden by invisible characters or percent signs has no place of its own in the text: all of it goes.
        return KindOf(redacted) is null && redacted != text ? redacted : Replacement(kind);
    }

    /// <summary>
    /// Whether a whole document can be seen to hold no secret in one pass: plain ASCII without escapes and percent signs, no mark of any form,
    /// and no base64 of one. False says nothing.
    /// </summary>
    internal static bool IsClearlyFree(ReadOnlySpan<byte> document)
    {
        if (document.Length < MinimumLength)
        {
            return true;
        }

        if (document.ContainsAny((byte)'\\', (byte)'%') || !Ascii.IsValid(document))
        {
            return false;
        }

        char[]? rented = null;
        Span<char> text = document.Length <= StackCharacters ? stackalloc char[StackCharacters] : (rented = ArrayPool<char>.Shared.Rent(document.Length));
        bool isFree = IsClearlyFree(text[..Encoding.ASCII.GetChars(document, text)]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }

        return isFree;
    }

    private static bool IsClearlyFree(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(SecretForms.Marks))
        {
            return false;
        }

        int at = 0;
        while (Decoded.TryNextRun(text, ref at, out _, out _, out string decoded))
        {
            if (decoded.AsSpan().ContainsAny(SecretForms.Marks))
            {
                return false;
            }
        }

        return true;
    }

    internal static string Replacement(string kind) => $"{Masking.Mark}{kind}]";

    private static string RedactRuns(string text)
    {
        var redacted = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (Decoded.TryNextRun(text, ref at, out int start, out int length, out string decoded))
        {
            if (First(decoded) is { } secret)
            {
                redacted.Append(text, copied, start - copied).Append(Replacement(secret.Kind));
                copied = start + length;
                at = copied;
            }
        }

        return copied == 0 ? text : redacted.Append(text, copied, text.Length - copied).ToString();
    }

    private static string RedactPlain(string text)
    {
        var redacted = new StringBuilder();
        while (First(text) is { } secret)
        {
            redacted.Append(text, 0, secret.Start).Append(Replacement(secret.Kind));
            text = text[(secret.Start + secret.Length)..];
        }

        return redacted.Append(text).ToString();
    }

    private static SecretMatch? First(string text)
    {
        if (!text.AsSpan().ContainsAny(SecretForms.Marks))
        {
            return null;
        }

        SecretMatch? first = null;
        foreach (SecretForm form in SecretForms.All)
        {
            StringComparison comparison = form.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            for (int mark = text.IndexOf(form.Mark, comparison); mark >= 0; mark = text.IndexOf(form.Mark, mark + 1, comparison))
            {
                (int start, int length) = form.Measure(text, mark);
                if (length > 0 && (first is not { } known || start < known.Start))
                {
                    first = new SecretMatch(form.Kind, start, length);
                    break;
                }
            }
        }

        return first;
    }
}
