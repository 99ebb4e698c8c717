namespace PolicyOs.Json.Schema.Translation;

/// <summary>Reads what stands for one character: literals, escapes, classes. The sets come out closed under case folding where asked.</summary>
internal sealed class PatternAtoms(PatternReader reader, bool isIRegexp, bool ignoreCase)
{
    private static readonly CodePointSet Digits = CodePointSet.Range('0', '9');
    private static readonly CodePointSet Word = CodePointSet.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);
    private static readonly CodePointSet NotDot = CodePointSet.Of([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)]);
    private static readonly CodePointSet NotIRegexpDot = CodePointSet.Of([('\n', '\n'), ('\r', '\r')]);

    // WhiteSpace and LineTerminator of ECMA-262, 12.2 and 12.3.
    private static readonly CodePointSet Space = CodePointSet.Of(
        [(0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)]);

    /// <summary>The atom at the reader's place.</summary>
    public CodePointSet Atom()
    {
        switch (reader.Peek)
        {
            case '.':
                reader.Next();
                return (isIRegexp ? NotIRegexpDot : NotDot).Complement();
            case '[':
                reader.Next();
                return Class();
            case '\\':
                reader.Next();
                return Escape(inClass: false, out CodePointSet? set) is { } single ? Fold(CodePointSet.Of(single)) : set!;
            case '*' or '+' or '?':
                throw reader.Error($"there is nothing for `{reader.Peek}` to repeat");
            case ']' or '{' or '}' or ')':
                throw reader.Error($"`{reader.Peek}` must be written `\\{reader.Peek}`");
            default:
                return Fold(CodePointSet.Of(reader.Next()));
        }
    }

    private CodePointSet Class()
    {
        bool negated = reader.Take('^');
        var ranges = new List<(int From, int To)>();
        bool first = true;
        while (!reader.Take(']'))
        {
            if (reader.AtEnd)
            {
                throw reader.Error("a `[` is not closed");
            }

            ClassMember(ranges, first);
            first = false;
        }

        if (isIRegexp && first)
        {
            throw reader.Error("a class is empty");
        }

        CodePointSet set = Fold(CodePointSet.Of(ranges));
        return negated ? set.Complement() : set;
    }

    private void ClassMember(List<(int From, int To)> ranges, bool first)
    {
        int start = reader.Position;
        int? from = ClassAtom(out CodePointSet? set);
        bool isDash = from == '-' && reader.Position == start + 1;
        if (isIRegexp && isDash && !first && reader.Peek != ']')
        {
            throw reader.Error("`-` must be written `\\-` here");
        }

        if (reader.Peek != '-' || (isIRegexp && isDash) || !IsRange())
        {
            Add(ranges, from, set);
            return;
        }

        reader.Next();
        int? to = ClassAtom(out _);
        if (from is null || to is null || from > to)
        {
            throw reader.Error("the ends of a range in `[]` are out of order or not single characters");
        }

        ranges.Add((from.Value, to.Value));
    }

    // A dash before the closing bracket is itself.
    private bool IsRange() => !reader.LookingAt("-]");

    private static void Add(List<(int From, int To)> ranges, int? single, CodePointSet? set)
    {
        if (single is { } codePoint)
        {
            ranges.Add((codePoint, codePoint));
        }
        else
        {
            ranges.AddRange(set!.Ranges);
        }
    }

    private int? ClassAtom(out CodePointSet? set)
    {
        set = null;
        if (reader.Take('\\'))
        {
            return Escape(inClass: true, out set);
        }

        return isIRegexp && reader.Peek == '[' ? throw reader.Error("`[` must be written `\\[` here") : reader.Next();
    }

    /// <summary>What follows a backslash: one code point, or null and a set.</summary>
    private int? Escape(bool inClass, out CodePointSet? set)
    {
        set = null;
        int letter = reader.Next();
        if (letter is 'p' or 'P')
        {
            set = Property(letter == 'P');
            return null;
        }

        if (isIRegexp)
        {
            return IRegexpEscape(letter);
        }

        set = letter switch
        {
            'd' => Digits,
            'D' => Digits.Complement(),
            's' => Space,
            'S' => Space.Complement(),
            'w' => Fold(Word),
            'W' => Fold(Word).Complement(),
            _ => null,
        };
        return set is null ? CharacterEscape(letter, inClass) : null;
    }

    private int CharacterEscape(int letter, bool inClass) => letter switch
    {
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        'b' when inClass => '\b',
        '-' when inClass => '-',
        '0' when !char.IsAsciiDigit(reader.Peek) => 0,
        'c' when char.IsAsciiLetter(reader.Peek) => reader.Next() % 32,
        'x' => reader.Hex(2) ?? throw reader.Error("`\\x` must be followed by two hexadecimal digits"),
        'u' => Unicode(),
        '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/' => letter,
        _ => throw reader.Error($"`\\{char.ConvertFromUtf32(letter is >= 0xD800 and <= 0xDFFF ? 0xFFFD : letter)}` is no escape of ECMA-262 with the u flag"),
    };

    private int IRegexpEscape(int letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        (>= '(' and <= '+') or '-' or '.' or '?' or (>= '[' and <= '^') or (>= '{' and <= '}') or '$' => letter,
        _ => throw reader.Error("an escape is none of RFC 9485"),
    };

    private int Unicode()
    {
        if (reader.Take('{'))
        {
            string digits = reader.Until('}');
            string significant = digits.TrimStart('0');
            int value = digits.Length > 0 && significant.Length <= 6 && digits.All(char.IsAsciiHexDigit)
                ? Convert.ToInt32("0" + significant, 16)
                : int.MaxValue;
            return value <= CodePointSet.Last ? value : throw reader.Error("`\\u{}` must hold a code point in hexadecimal");
        }

        int unit = reader.Hex(4) ?? throw reader.Error("`\\u` must be followed by four hexadecimal digits");
        int mark = reader.Position;
        if (char.IsHighSurrogate((char)unit) && reader.Take("\\u") && reader.Hex(4) is { } low && char.IsLowSurrogate((char)low))
        {
            return char.ConvertToUtf32((char)unit, (char)low);
        }

        reader.Back(mark);
        return unit;
    }

    private CodePointSet Property(bool negated)
    {
        if (!reader.Take('{'))
        {
            throw reader.Error("`\\p` must be followed by `{name}`");
        }

        string[] parts = reader.Until('}').Split('=', 2);
        CodePointSet? set = isIRegexp && (parts.Length > 1 || parts[0].Length > 2 || parts[0] is "LC" or "Cs")
            ? null
            : UnicodeProperties.Find(parts[0], parts.Length > 1 ? parts[1] : null);
        return set is null
            ? throw reader.Error($"`{string.Join('=', parts)}` is no property of characters")
            : Fold(negated ? set.Complement() : set);
    }

    private CodePointSet Fold(CodePointSet set) => ignoreCase ? CaseFolding.Close(set) : set;
}
