using System.Text;
using PolicyOs.Expressions.Evaluation;

namespace PolicyOs.Expressions.Patterns;

/// <summary>
/// A regular expression of RE2, searched in a text in time linear in both. It is its own small engine and not the runtime's
/// non-backtracking one: that has no ASCII word boundary, works on UTF-16 units where RE2 takes code points, and cannot be stopped by a
/// budget.
/// </summary>
internal sealed class Pattern
{
    /// <summary>Active places that are advanced for one unit of cost.</summary>
    private const int PlacesPerUnit = 8;

    private readonly Instruction[] _program;

    private Pattern(Instruction[] program) => _program = program;

    /// <summary>How many instructions may be active at once.</summary>
    public int Size => _program.Length;

    public static PatternResult Compile(string source)
    {
        (PatternNode root, string? error) = PatternParser.Parse(source);
        if (error is not null)
        {
            return new PatternResult(null, error);
        }

        return PatternCompiler.Compile(root) is { } program
            ? new PatternResult(new Pattern(program), null)
            : new PatternResult(null, "no valid regular expression: its repetitions make it too large");
    }

    /// <summary>Whether the pattern is found anywhere in the text; meaningless once the budget has stopped.</summary>
    public bool IsMatch(string text, ref CostBudget budget)
    {
        var current = new PlaceSet(_program.Length);
        var next = new PlaceSet(_program.Length);
        var pending = new Stack<int>();
        int before = -1;
        for (int offset = 0; ;)
        {
            int code = -1;
            int width = 0;
            if (offset < text.Length)
            {
                Rune.DecodeFromUtf16(text.AsSpan(offset), out Rune rune, out width);
                code = rune.Value;
            }

            if (Follow(0, current, pending, before, code))
            {
                return true;
            }

            if (!budget.TryPay(1 + (current.Count / PlacesPerUnit)) || code < 0)
            {
                return false;
            }

            offset += width;
            int after = -1;
            if (offset < text.Length)
            {
                Rune.DecodeFromUtf16(text.AsSpan(offset), out Rune rune, out _);
                after = rune.Value;
            }

            if (Advance(current, next, pending, code, after))
            {
                return true;
            }

            (current, next) = (next, current);
            next.Clear();
            before = code;
        }
    }

    /// <summary>Takes a code point from every active place; true when the pattern is found.</summary>
    private bool Advance(PlaceSet current, PlaceSet next, Stack<int> pending, int code, int after)
    {
        for (int i = 0; i < current.Count; i++)
        {
            int place = current[i];
            if (_program[place] is Instruction.Take take && take.Set.Contains(code) && Follow(place + 1, next, pending, code, after))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a place and all that are reached from it without text; true when the pattern is found there.</summary>
    private bool Follow(int start, PlaceSet places, Stack<int> pending, int before, int after)
    {
        pending.Push(start);
        while (pending.TryPop(out int place))
        {
            if (!places.Add(place))
            {
                continue;
            }

            switch (_program[place])
            {
                case Instruction.Found:
                    return true;
                case Instruction.Jump jump:
                    pending.Push(jump.Target);
                    break;
                case Instruction.Split split:
                    pending.Push(split.Second);
                    pending.Push(split.First);
                    break;
                case Instruction.Check check when IsAt(check.Place, before, after):
                    pending.Push(place + 1);
                    break;
            }
        }

        return false;
    }

    /// <summary>Whether a place fits between two code points, -1 being the text's ends.</summary>
    private static bool IsAt(PatternPlace place, int before, int after) => place switch
    {
        PatternPlace.TextStart => before < 0,
        PatternPlace.TextEnd => after < 0,
        PatternPlace.LineStart => before is < 0 or '\n',
        PatternPlace.LineEnd => after is < 0 or '\n',
        PatternPlace.WordBoundary => IsWord(before) != IsWord(after),
        _ => IsWord(before) == IsWord(after),
    };

    private static bool IsWord(int code) => code >= 0 && code < 128 && (char.IsAsciiLetterOrDigit((char)code) || code == '_');
}
