namespace PolicyOs.Expressions.Patterns;

/// <summary>The flags i, m and s in force; U only swaps what is lazy.</summary>
internal readonly record struct PatternFlags(bool FoldCase, bool MultiLine, bool DotAll)
{
    /// <summary>Reads letters with at most one minus, which turns off those after it.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, ref PatternFlags flags)
    {
        bool on = true;
        foreach (char letter in text)
        {
            switch (letter)
            {
                case 'i':
                    flags = flags with { FoldCase = on };
                    break;
                case 'm':
                    flags = flags with { MultiLine = on };
                    break;
                case 's':
                    flags = flags with { DotAll = on };
                    break;
                case 'U':
                    break;
                case '-' when on:
                    on = false;
                    break;
                default:
                    return false;
            }
        }

        return text.Length == 0 || text[^1] != '-';
    }
}
