using System.Text;

namespace PolicyOs.Expressions.Patterns;

/// <summary>Reads what stands between brackets.</summary>
internal static class ClassParser
{
    /// <summary>Reads up to and with the closing bracket; the set, or why there is none.</summary>
    public static (CodePointSet? Set, string? Error) Read(string source, ref int position, bool foldCase)
    {
        bool negated = position < source.Length && source[position] == '^';
        position += negated ? 1 : 0;
        List<(int, int)> ranges = [];
        List<CodePointSet> parts = [];
        for (bool first = true; ; first = false)
        {
            if (position >= source.Length)
            {
                return (null, "`[` is not closed");
            }

            if (source[position] == ']' && !first)
            {
                position++;
                return (new CodePointSet(ranges, negated, foldCase, parts), null);
            }

            if (Posix(source, ref position, foldCase) is { } posix)
            {
                parts.Add(posix);
            }
            else if (StartsClass(source, position))
            {
                (CodePointSet? named, string? error) = PatternEscape.Read(source, ref position, foldCase);
                if (named is null)
                {
                    return (null, error);
                }

                parts.Add(named);
            }
            else if (Range(source, ref position) is { } range)
            {
                ranges.Add(range);
            }
            else
            {
                return (null, "a class holds a range or an escape that is none");
            }
        }
    }

    /// <summary>[:name:] or [:^name:]; text that only looks like it is literal.</summary>
    private static CodePointSet? Posix(string source, ref int position, bool foldCase)
    {
        ReadOnlySpan<char> rest = source.AsSpan(position);
        int end = rest.IndexOf(":]");
        if (!rest.StartsWith("[:") || end < 0)
        {
            return null;
        }

        bool negated = rest[2] == '^';
        string name = rest[(negated ? 3 : 2)..Math.Max(end, negated ? 3 : 2)].ToString();
        CodePointSet? set = UnicodeClasses.OfPosix(name, negated, foldCase);
        position += set is null ? 0 : end + 2;
        return set;
    }

    private static bool StartsClass(string source, int position) =>
        source[position] == '\\' && position + 1 < source.Length && source[position + 1] is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P';

    private static (int First, int Last)? Range(string source, ref int position)
    {
        if (Single(source, ref position) is not { } first)
        {
            return null;
        }

        // A minus before the closing bracket is itself.
        if (position + 1 >= source.Length || source[position] != '-' || source[position + 1] == ']')
        {
            return (first, first);
        }

        position++;
        return Single(source, ref position) is { } last && last >= first ? (first, last) : null;
    }

    private static int? Single(string source, ref int position)
    {
        if (source[position] == '\\')
        {
            position++;
            return position < source.Length ? PatternEscape.CodePoint(source, ref position) : null;
        }

        Rune.DecodeFromUtf16(source.AsSpan(position), out Rune rune, out int width);
        position += width;
        return rune.Value;
    }
}
