using System.Text;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>
/// .NET's engine sees UTF-16 units, its \b sees Unicode words, its tables are of another version than ours. So it never sees them: the
/// code points beyond ASCII are divided into the classes that a pattern can tell apart, each class is one character of the private use
/// area, and pattern and text are both written with those. ASCII stands for itself, so plain text needs no copy.
/// A pattern with back references also has to tell the members of a class apart; then two more characters follow, which spell the code point.
/// </summary>
internal sealed class Alphabet
{
    private const int FirstBeyondAscii = 0x80;
    private const char FirstClass = '\uE000';
    private const int MaxClasses = 0x1000;
    private const char FirstHigh = '\uF000';
    private const char FirstLow = '\uF440';

    private readonly int[] _starts;
    private readonly char[] _classes;
    private readonly bool _fold;

    private Alphabet(int[] starts, char[] classes, bool spellsOut, bool fold)
    {
        _starts = starts;
        _classes = classes;
        SpellsOut = spellsOut;
        _fold = fold;
    }

    /// <summary>Whether a code point beyond ASCII is three characters instead of one.</summary>
    public bool SpellsOut { get; }

    /// <summary>What follows a class when the code point is spelt out, as a .NET pattern.</summary>
    public static string Spelling => "[\\uF000-\\uF43F][\\uF440-\\uF83F]";

    /// <summary>The alphabet of a pattern; null where it tells more classes apart than there is room for.</summary>
    public static Alphabet? For(ParsedPattern pattern)
    {
        CodePointSet[] sets = [.. Sets(pattern.Root).Distinct()];
        var events = new SortedDictionary<int, List<(int Set, bool Enters)>> { [FirstBeyondAscii] = [] };
        for (int i = 0; i < sets.Length; i++)
        {
            foreach ((int from, int to) in sets[i].Ranges)
            {
                if (to >= FirstBeyondAscii)
                {
                    Add(Math.Max(from, FirstBeyondAscii), (i, true));
                    Add(to + 1, (i, false));
                }
            }
        }

        var active = new SortedSet<int>();
        var classes = new Dictionary<string, char>(StringComparer.Ordinal);
        var starts = new List<int>();
        var found = new List<char>();
        foreach ((int start, List<(int Set, bool Enters)> changes) in events)
        {
            foreach ((int set, bool enters) in changes)
            {
                _ = enters ? active.Add(set) : active.Remove(set);
            }

            string members = string.Join(',', active);
            if (!classes.TryGetValue(members, out char symbol))
            {
                classes[members] = symbol = (char)(FirstClass + classes.Count);
            }

            starts.Add(start);
            found.Add(symbol);
        }

        return classes.Count > MaxClasses ? null : new Alphabet([.. starts], [.. found], pattern.HasBackReference, pattern.HasBackReference && pattern.IgnoreCase);

        void Add(int at, (int Set, bool Enters) change)
        {
            if (!events.TryGetValue(at, out List<(int Set, bool Enters)>? changes))
            {
                events[at] = changes = [];
            }

            changes.Add(change);
        }
    }

    /// <summary>The classes whose members belong to a set of the pattern.</summary>
    public IEnumerable<char> ClassesIn(CodePointSet set) =>
        _starts.Index().Where(start => start.Item <= CodePointSet.Last && set.Contains(start.Item)).Select(start => _classes[start.Index]).Distinct().Order();

    /// <summary>Whether a text has to be rewritten at all.</summary>
    public bool Changes(ReadOnlySpan<char> text) => _fold || !Ascii.IsValid(text);

    /// <summary>The most characters a text can become.</summary>
    public int MaxLength(int length) => SpellsOut ? length * 3 : length;

    /// <summary>Writes a text in this alphabet.</summary>
    /// <returns>How many characters were written.</returns>
    public int Rewrite(ReadOnlySpan<char> text, Span<char> destination)
    {
        int written = 0;
        for (int at = 0; at < text.Length; at++)
        {
            int codePoint = text[at];
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                codePoint = char.ConvertToUtf32(text[at], text[++at]);
            }

            codePoint = _fold ? CaseFolding.Canonical(codePoint) : codePoint;
            if (codePoint < FirstBeyondAscii)
            {
                destination[written++] = (char)codePoint;
                continue;
            }

            int index = Array.BinarySearch(_starts, codePoint);
            destination[written++] = _classes[index >= 0 ? index : ~index - 1];
            if (SpellsOut)
            {
                destination[written++] = (char)(FirstHigh + (codePoint >> 10));
                destination[written++] = (char)(FirstLow + (codePoint & 0x3FF));
            }
        }

        return written;
    }

    private static IEnumerable<CodePointSet> Sets(PatternNode node) => node switch
    {
        PatternNode.Set set => [set.Members],
        PatternNode.Sequence sequence => sequence.Items.SelectMany(Sets),
        PatternNode.Choice choice => choice.Items.SelectMany(Sets),
        PatternNode.Repeat repeat => Sets(repeat.Item),
        PatternNode.Capture capture => Sets(capture.Item),
        PatternNode.Look look => Sets(look.Item),
        _ => [],
    };
}
