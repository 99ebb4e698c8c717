namespace PolicyOs.Expressions.Patterns;

/// <summary>What stands in parentheses: groups, named or not, and flags.</summary>
internal sealed partial class PatternParser
{
    private PatternNode? Group()
    {
        _position++;
        PatternFlags outer = _flags;
        if (Take('?'))
        {
            if (!GroupStart(out bool flagsOnly))
            {
                return Fail("a group starts with `(`, `(?:`, `(?P<name>`, `(?<name>` or `(?flags:`; lookaround is not possible in linear time");
            }

            if (flagsOnly)
            {
                return null;
            }
        }

        PatternNode content = Choice();
        _flags = outer;
        return Take(')') ? content : Fail("a group is not closed");
    }

    private bool GroupStart(out bool flagsOnly)
    {
        flagsOnly = false;
        ReadOnlySpan<char> rest = _source.AsSpan(_position);
        if (rest.StartsWith("P<") || (rest.StartsWith("<") && !rest.StartsWith("<=") && !rest.StartsWith("<!")))
        {
            int open = rest.IndexOf('<');
            int close = rest.IndexOf('>');
            ReadOnlySpan<char> name = close < 0 ? [] : rest[(open + 1)..close];
            _position += close + 1;
            return name.Length > 0 && !name.ContainsAnyExcept(NameCharacters);
        }

        int end = rest.IndexOfAny(':', ')');
        if (end < 0 || !PatternFlags.TryRead(rest[..end], ref _flags))
        {
            return false;
        }

        flagsOnly = rest[end] == ')';
        _position += end + 1;
        return !flagsOnly || end > 0;
    }
}
