using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Patterns;

/// <summary>Reads the regular expressions of RE2 (github.com/google/re2/wiki/Syntax). The first error moves the reader to the end.</summary>
internal sealed partial class PatternParser
{
    private const int MaxDepth = 100;

    /// <summary>The largest count of a repetition, as in RE2.</summary>
    private const int MaxRepeat = 1000;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly string _source;
    private int _position;
    private int _depth;
    private string? _error;
    private PatternFlags _flags = new(false, false, false);

    private PatternParser(string source) => _source = source;

    public static (PatternNode Root, string? Error) Parse(string source)
    {
        var parser = new PatternParser(source);
        PatternNode root = parser.Choice();
        if (parser._position < source.Length)
        {
            parser.Fail("`)` closes no group");
        }

        return (root, parser._error);
    }

    private bool AtEnd => _position >= _source.Length;

    private char Peek => _position < _source.Length ? _source[_position] : '\0';

    private PatternNode.Sequence Fail(string message)
    {
        _error ??= $"no valid regular expression: {message}";
        _position = _source.Length;
        return Nothing();
    }

    private static PatternNode.Sequence Nothing() => new([]);

    private PatternNode Choice()
    {
        if (++_depth > MaxDepth)
        {
            return Fail("groups nest too deeply");
        }

        // Flags set inside a group end with it.
        PatternFlags outer = _flags;
        List<PatternNode> branches = [Sequence()];
        while (Take('|'))
        {
            branches.Add(Sequence());
        }

        _flags = outer;
        _depth--;
        return branches.Count == 1 ? branches[0] : new PatternNode.Choice([.. branches]);
    }

    private PatternNode.Sequence Sequence()
    {
        List<PatternNode> parts = [];
        while (!AtEnd && Peek is not ('|' or ')'))
        {
            if (Peek is '*' or '+' or '?')
            {
                return Fail($"`{Peek}` repeats nothing");
            }

            if (_source.AsSpan(_position).StartsWith("\\Q"))
            {
                Quoted(parts);
            }
            else if (Atom() is { } atom)
            {
                parts.Add(Repeated(atom));
            }
        }

        return new PatternNode.Sequence([.. parts]);
    }

    /// <summary>Literal text between \Q and \E; a repetition after it takes its last code point.</summary>
    private void Quoted(List<PatternNode> parts)
    {
        _position += 2;
        int end = _source.IndexOf("\\E", _position, StringComparison.Ordinal);
        int last = end < 0 ? _source.Length : end;
        while (_position < last)
        {
            parts.Add(Literal(NextCodePoint()));
        }

        _position = end < 0 ? last : last + 2;
        if (parts.Count > 0 && Peek is '*' or '+' or '?' or '{')
        {
            parts[^1] = Repeated(parts[^1]);
        }
    }

    private PatternNode Repeated(PatternNode part)
    {
        int repetitions = 0;
        while (Repetition() is var (minimum, maximum))
        {
            if (++repetitions > 1)
            {
                return Fail("a repetition repeats a repetition");
            }

            if (minimum > MaxRepeat || maximum > MaxRepeat || maximum < minimum)
            {
                return Fail($"a repetition counts up to {MaxRepeat}, the lower bound first");
            }

            // What is lazy changes what is found first, never whether something is found.
            Take('?');
            part = new PatternNode.Repeat(part, minimum, maximum);
        }

        return part;
    }

    /// <summary>The bounds of a repetition that stands here; null when none does.</summary>
    private (int Minimum, int? Maximum)? Repetition()
    {
        switch (Peek)
        {
            case '*':
                _position++;
                return (0, null);
            case '+':
                _position++;
                return (1, null);
            case '?':
                _position++;
                return (0, 1);
            case '{':
                return Counted();
            default:
                return null;
        }
    }

    /// <summary>{n}, {n,} or {n,m}; a brace that is none of them is a literal.</summary>
    private (int Minimum, int? Maximum)? Counted()
    {
        int close = _source.IndexOf('}', _position);
        if (close < 0)
        {
            return null;
        }

        string[] bounds = _source[(_position + 1)..close].Split(',');
        if (bounds.Length > 2 || !Count(bounds[0], out int minimum))
        {
            return null;
        }

        int maximum = minimum;
        bool open = bounds.Length == 2 && bounds[1].Length == 0;
        if (bounds.Length == 2 && !open && !Count(bounds[1], out maximum))
        {
            return null;
        }

        _position = close + 1;
        return (minimum, open ? null : maximum);
    }

    private static bool Count(string digits, out int count)
    {
        count = int.MaxValue;
        return digits.Length > 0 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9')
            && (digits.Length > 9 || int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count));
    }

    /// <summary>A part that takes a repetition; null for flags, which match nothing.</summary>
    private PatternNode? Atom()
    {
        switch (Peek)
        {
            case '(':
                return Group();
            case '[':
                _position++;
                (CodePointSet? set, string? problem) = ClassParser.Read(_source, ref _position, _flags.FoldCase);
                return set is null ? Fail(problem!) : new PatternNode.One(set);
            case '.':
                _position++;
                return new PatternNode.One(_flags.DotAll ? new CodePointSet([(0, 0x10ffff)]) : new CodePointSet([('\n', '\n')], negated: true));
            case '^':
                _position++;
                return new PatternNode.At(_flags.MultiLine ? PatternPlace.LineStart : PatternPlace.TextStart);
            case '$':
                _position++;
                return new PatternNode.At(_flags.MultiLine ? PatternPlace.LineEnd : PatternPlace.TextEnd);
            case '\\':
                return Escape();
            default:
                return Literal(NextCodePoint());
        }
    }

    private PatternNode.One Literal(int code) => new(CodePointSet.Of(code, _flags.FoldCase));

    private int NextCodePoint()
    {
        Rune.DecodeFromUtf16(_source.AsSpan(_position), out Rune rune, out int width);
        _position += width;
        return rune.Value;
    }

    private PatternNode Escape()
    {
        if (_position + 1 >= _source.Length)
        {
            return Fail("a backslash at the end escapes nothing");
        }

        char letter = _source[_position + 1];
        PatternPlace? place = letter switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'b' => PatternPlace.WordBoundary,
            'B' => PatternPlace.NoWordBoundary,
            _ => null,
        };
        if (place is { } at)
        {
            _position += 2;
            return new PatternNode.At(at);
        }

        (CodePointSet? set, string? problem) = PatternEscape.Read(_source, ref _position, _flags.FoldCase);
        return set is null ? Fail(problem!) : new PatternNode.One(set);
    }

    private bool Take(char expected)
    {
        bool found = Peek == expected && !AtEnd;
        _position += found ? 1 : 0;
        return found;
    }
}
