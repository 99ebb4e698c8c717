using System.Globalization;
using System.Text;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>Writes a pattern's tree in .NET's language, over an <see cref="Alphabet"/>.</summary>
internal sealed class PatternWriter(Alphabet alphabet, bool captures)
{
    private readonly StringBuilder _text = new();

    /// <summary>The .NET pattern.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="alphabet">The alphabet of the same tree.</param>
    /// <param name="captures">Whether groups have to capture.</param>
    public static string Write(PatternNode root, Alphabet alphabet, bool captures)
    {
        var writer = new PatternWriter(alphabet, captures);
        writer.Node(root);
        return writer._text.ToString();
    }

    /// <summary>How many places the pattern has when every counted repetition is written out, which is what a linear engine builds.</summary>
    public static long Size(PatternNode node) => Math.Min(1_000_000_000, node switch
    {
        PatternNode.Sequence sequence => 1 + sequence.Items.Sum(Size),
        PatternNode.Choice choice => 1 + choice.Items.Sum(Size),
        PatternNode.Repeat repeat => Size(repeat.Item) * Math.Clamp(repeat.Max ?? repeat.Min, 1, 1_000_000),
        PatternNode.Capture capture => Size(capture.Item),
        PatternNode.Look look => 1 + Size(look.Item),
        _ => 1,
    });

    private void Node(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Set set:
                Set(set.Members);
                break;
            case PatternNode.Sequence sequence:
                foreach (PatternNode item in sequence.Items)
                {
                    Node(item);
                }

                break;
            case PatternNode.Choice choice:
                Choice(choice);
                break;
            case PatternNode.Repeat repeat:
                Repeat(repeat);
                break;
            case PatternNode.Capture capture:
                Group(captures ? string.Create(CultureInfo.InvariantCulture, $"(?<g{capture.Number}>") : "(?:", capture.Item);
                break;
            case PatternNode.Look look:
                Group((look.Ahead, look.Negated) switch { (true, false) => "(?=", (true, true) => "(?!", (false, false) => "(?<=", _ => "(?<!" }, look.Item);
                break;
            case PatternNode.Back back:
                // A group that took no part matches the empty text in ECMA-262 and nothing in .NET.
                _text.Append(CultureInfo.InvariantCulture, $"(?(g{back.Number})\\k<g{back.Number}>|)");
                break;
            default:
                _text.Append(node switch
                {
                    PatternNode.Start => "\\A",
                    PatternNode.End => "\\z",
                    PatternNode.Boundary { Negated: true } => "\\B",
                    _ => "\\b",
                });
                break;
        }
    }

    private void Group(string open, PatternNode item)
    {
        _text.Append(open);
        Node(item);
        _text.Append(')');
    }

    private void Choice(PatternNode.Choice choice)
    {
        _text.Append("(?:");
        for (int i = 0; i < choice.Items.Count; i++)
        {
            _text.Append(i > 0 ? "|" : "");
            Node(choice.Items[i]);
        }

        _text.Append(')');
    }

    private void Repeat(PatternNode.Repeat repeat)
    {
        Group("(?:", repeat.Item);
        _text.Append((repeat.Min, repeat.Max) switch
        {
            (0, null) => "*",
            (1, null) => "+",
            (0, 1) => "?",
            (_, null) => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},}}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{{{repeat.Min},{repeat.Max}}}"),
        });
        _text.Append(repeat.Lazy ? "?" : "");
    }

    private void Set(CodePointSet set)
    {
        string ascii = AsciiPart(set);
        string beyond = string.Concat(Runs(alphabet.ClassesIn(set)));
        if (!alphabet.SpellsOut || beyond.Length == 0)
        {
            // A class that has no members.
            _text.Append(ascii.Length + beyond.Length == 0 ? "[^\\0-\\uFFFF]" : $"[{ascii}{beyond}]");
            return;
        }

        _text.Append("(?:").Append(ascii.Length > 0 ? $"[{ascii}]|" : "").Append('[').Append(beyond).Append(']').Append(Alphabet.Spelling).Append(')');
    }

    private static string AsciiPart(CodePointSet set)
    {
        var text = new StringBuilder();
        foreach ((int from, int to) in set.Ranges)
        {
            if (from < 0x80)
            {
                text.Append(Run((char)from, (char)Math.Min(to, 0x7F)));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Runs(IEnumerable<char> sorted)
    {
        (char From, char To)? run = null;
        foreach (char next in sorted)
        {
            if (run is { } open && next == open.To + 1)
            {
                run = (open.From, next);
                continue;
            }

            if (run is { } done)
            {
                yield return Run(done.From, done.To);
            }

            run = (next, next);
        }

        if (run is { } last)
        {
            yield return Run(last.From, last.To);
        }
    }

    private static string Run(char from, char to) => from == to ? Escape(from) : Escape(from) + "-" + Escape(to);

    private static string Escape(char unit) =>
        char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
}
