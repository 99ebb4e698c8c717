namespace PolicyOs.Json.Schema.Translation;

/// <summary>
/// A short cut for the most common kind of pattern: anchored, a row of character classes each so often, where what follows a class of varying
/// length cannot begin with one of its members. Such a row is matched from left to right without going back, on the bytes of the JSON text.
/// </summary>
internal sealed class ByteChain
{
    private readonly Link[] _links;
    private readonly bool _toTheEnd;

    private ByteChain(Link[] links, bool toTheEnd)
    {
        _links = links;
        _toTheEnd = toTheEnd;
    }

    /// <summary>The chain that a pattern is; null where it is none.</summary>
    public static ByteChain? For(ParsedPattern pattern)
    {
        if (pattern.Root is not PatternNode.Sequence { Items: [PatternNode.Start, ..] } row)
        {
            return null;
        }

        bool toTheEnd = row.Items[^1] is PatternNode.End;
        var links = new List<Link>();
        foreach (PatternNode item in row.Items.Skip(1).SkipLast(toTheEnd ? 1 : 0))
        {
            switch (item)
            {
                case PatternNode.Set set:
                    links.Add(Link.Of(set, 1, 1));
                    break;
                case PatternNode.Repeat { Item: PatternNode.Set set } repeat:
                    links.Add(Link.Of(set, repeat.Min, repeat.Max ?? int.MaxValue));
                    break;
                default:
                    return null;
            }
        }

        return NeverGoesBack(links) ? new ByteChain([.. links], toTheEnd) : null;
    }

    /// <summary>Looks whether raw JSON text matches.</summary>
    /// <returns>False where an escape or a character beyond ASCII leaves that to the engine.</returns>
    public bool TryMatch(ReadOnlySpan<byte> raw, out bool matches)
    {
        matches = false;
        int at = 0;
        foreach (Link link in _links)
        {
            int count = 0;
            for (; count < link.Max && at < raw.Length; count++, at++)
            {
                byte next = raw[at];
                if (next is >= 0x80 or (byte)'\\')
                {
                    return false;
                }

                if (((next < 64 ? link.Low : link.High) >> (next & 63) & 1) == 0)
                {
                    break;
                }
            }

            if (count < link.Min)
            {
                return true;
            }
        }

        // Where something is left over, what it is does not matter.
        matches = at == raw.Length || !_toTheEnd;
        return true;
    }

    private static bool NeverGoesBack(List<Link> links)
    {
        for (int i = 0; i < links.Count; i++)
        {
            bool varies = links[i].Min != links[i].Max;
            for (int next = i + 1; varies && next < links.Count; next++)
            {
                if (((links[i].Low & links[next].Low) | (links[i].High & links[next].High)) != 0)
                {
                    return false;
                }

                varies = links[next].Min == 0;
            }
        }

        return true;
    }

    /// <summary>A class, its ASCII members as bits, and how often it stands there.</summary>
    private readonly record struct Link(ulong Low, ulong High, int Min, int Max)
    {
        public static Link Of(PatternNode.Set set, int min, int max)
        {
            ulong low = 0;
            ulong high = 0;
            for (int codePoint = 0; codePoint < 64; codePoint++)
            {
                low |= set.Members.Contains(codePoint) ? 1UL << codePoint : 0;
                high |= set.Members.Contains(codePoint + 64) ? 1UL << codePoint : 0;
            }

            return new Link(low, high, min, max);
        }
    }
}
