using PolicyOs.Json.Text;

namespace PolicyOs.Json.Strict;

/// <summary>Finds the id in a message that need not be well formed: follows strings and brackets, nothing more.</summary>
internal static class MessageId
{
    /// <summary>The longest a name can be written that reads "id" in some letters: two characters as <c>\uXXXX</c>.</summary>
    private const int LongestName = 12;

    public static bool TryRead(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> id)
    {
        id = default;
        bool found = false;
        int i = SkipSpace(utf8, 0);
        if (i == utf8.Length || utf8[i] != '{')
        {
            return false;
        }

        do
        {
            int open = SkipSpace(utf8, i + 1);
            if (open == utf8.Length || utf8[open] != '"' || !TrySkipString(utf8, open, out int close))
            {
                break;
            }

            int colon = SkipSpace(utf8, close + 1);
            if (colon == utf8.Length || utf8[colon] != ':')
            {
                break;
            }

            int value = SkipSpace(utf8, colon + 1);
            if (!TrySkipValue(utf8, value, out i))
            {
                break;
            }

            if (NamesId(utf8[(open + 1)..close], out bool exactly))
            {
                if (found || !exactly)
                {
                    id = default;
                    return false;
                }

                found = true;
                id = utf8[value..i];
            }

            i = SkipSpace(utf8, i);
        }
        while (i < utf8.Length && utf8[i] == ',');

        found = found && IsStringOrInteger(id);
        id = found ? id : default;
        return found;
    }

    private static bool NamesId(ReadOnlySpan<byte> escaped, out bool exactly)
    {
        exactly = escaped.SequenceEqual("id"u8);
        if (exactly || escaped.Length > LongestName)
        {
            return exactly;
        }

        if (!StringScan.IsContent(escaped, out _, out _))
        {
            return false;
        }

        Span<byte> name = stackalloc byte[LongestName];
        name = name[..JsonText.Unescape(escaped, name)];
        exactly = name.SequenceEqual("id"u8);
        return CaseFolding.EqualFolded(name, "id"u8);
    }

    private static bool IsStringOrInteger(ReadOnlySpan<byte> value)
    {
        if (value[0] == '"')
        {
            return StringScan.End(value, 0, out _, out _) == value.Length - 1;
        }

        return NumberScan.End(value, 0) == value.Length && value.IndexOfAny("eE."u8) < 0;
    }

    private static bool TrySkipValue(ReadOnlySpan<byte> utf8, int start, out int end)
    {
        int depth = 0;
        end = start;
        while (end < utf8.Length)
        {
            switch (utf8[end])
            {
                case (byte)'"':
                    if (!TrySkipString(utf8, end, out end))
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when depth == 0:
                    return end > start;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
                case (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' when depth == 0:
                    return end > start;
            }

            end++;
        }

        return false;
    }

    private static bool TrySkipString(ReadOnlySpan<byte> utf8, int open, out int close)
    {
        close = open + 1;
        while (true)
        {
            int next = utf8[close..].IndexOfAny((byte)'"', (byte)'\\');
            close += next;
            if (next < 0)
            {
                return false;
            }

            if (utf8[close] == '"')
            {
                return true;
            }

            close += 2;
            if (close >= utf8.Length)
            {
                return false;
            }
        }
    }

    private static int SkipSpace(ReadOnlySpan<byte> utf8, int i)
    {
        while (i < utf8.Length && utf8[i] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            i++;
        }

        return i;
    }
}
