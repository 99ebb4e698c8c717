using System.Text;

namespace PolicyOs.Expressions.Patterns;

/// <summary>A set of code points: ranges and general categories, perhaps complemented, perhaps ignoring case.</summary>
internal sealed class CodePointSet
{
    /// <summary>Ranges wider than this get the other cases of their members while matching only.</summary>
    private const int WidestFolded = 512;
    private const int AsciiCount = 128;

    private readonly (int First, int Last)[] _ranges;
    private readonly CodePointSet[] _parts;
    private readonly string _category;
    private readonly bool _negated;
    private readonly bool _foldCase;
    private readonly UInt128 _ascii;

    public CodePointSet(IEnumerable<(int First, int Last)> ranges, bool negated = false, bool foldCase = false, IEnumerable<CodePointSet>? parts = null, string category = "")
    {
        _ranges = foldCase ? [.. ranges.SelectMany(WithCases)] : [.. ranges];
        _parts = [.. parts ?? []];
        _category = category;
        _negated = negated;
        _foldCase = foldCase;
        for (int code = 0; code < AsciiCount; code++)
        {
            _ascii |= Find(code) ? UInt128.One << code : 0;
        }
    }

    public static CodePointSet Of(int codePoint, bool foldCase) => new([(codePoint, codePoint)], foldCase: foldCase);

    public bool Contains(int code) => code < AsciiCount ? ((_ascii >> code) & 1) != 0 : Find(code);

    private bool Find(int code)
    {
        bool found = Has(code);
        if (!found && _foldCase && Rune.TryCreate(code, out Rune rune))
        {
            found = Has(Rune.ToLowerInvariant(rune).Value) || Has(Rune.ToUpperInvariant(rune).Value);
        }

        return found != _negated;
    }

    private bool Has(int code)
    {
        foreach ((int first, int last) in _ranges)
        {
            if (code >= first && code <= last)
            {
                return true;
            }
        }

        return (_category.Length > 0 && UnicodeClasses.IsIn(code, _category)) || Array.Exists(_parts, part => part.Contains(code));
    }

    private static IEnumerable<(int First, int Last)> WithCases((int First, int Last) range)
    {
        yield return range;
        if (range.Last - range.First > WidestFolded)
        {
            yield break;
        }

        for (int code = range.First; code <= range.Last; code++)
        {
            if (Rune.TryCreate(code, out Rune rune))
            {
                int lower = Rune.ToLowerInvariant(rune).Value;
                int upper = Rune.ToUpperInvariant(rune).Value;
                int both = Rune.ToUpperInvariant(new Rune(lower)).Value;
                foreach (int other in new[] { lower, upper, both }.Where(other => other != code))
                {
                    yield return (other, other);
                }
            }
        }
    }
}
