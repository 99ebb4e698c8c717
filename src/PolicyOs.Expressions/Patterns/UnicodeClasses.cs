using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Patterns;

/// <summary>Classes by name: those of Perl and POSIX, which are ASCII in RE2, and general categories of Unicode.</summary>
internal static class UnicodeClasses
{
    private static readonly Dictionary<string, (int, int)[]> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = [('0', '9'), ('A', 'Z'), ('a', 'z')],
        ["alpha"] = [('A', 'Z'), ('a', 'z')],
        ["ascii"] = [(0, 0x7f)],
        ["blank"] = [('\t', '\t'), (' ', ' ')],
        ["cntrl"] = [(0, 0x1f), (0x7f, 0x7f)],
        ["digit"] = [('0', '9')],
        ["graph"] = [('!', '~')],
        ["lower"] = [('a', 'z')],
        ["print"] = [(' ', '~')],
        ["punct"] = [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        ["space"] = [('\t', '\r'), (' ', ' ')],
        ["upper"] = [('A', 'Z')],
        ["word"] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        ["xdigit"] = [('0', '9'), ('A', 'F'), ('a', 'f')],
    };

    private static readonly Dictionary<UnicodeCategory, string> Categories = new()
    {
        [UnicodeCategory.UppercaseLetter] = "Lu",
        [UnicodeCategory.LowercaseLetter] = "Ll",
        [UnicodeCategory.TitlecaseLetter] = "Lt",
        [UnicodeCategory.ModifierLetter] = "Lm",
        [UnicodeCategory.OtherLetter] = "Lo",
        [UnicodeCategory.NonSpacingMark] = "Mn",
        [UnicodeCategory.SpacingCombiningMark] = "Mc",
        [UnicodeCategory.EnclosingMark] = "Me",
        [UnicodeCategory.DecimalDigitNumber] = "Nd",
        [UnicodeCategory.LetterNumber] = "Nl",
        [UnicodeCategory.OtherNumber] = "No",
        [UnicodeCategory.SpaceSeparator] = "Zs",
        [UnicodeCategory.LineSeparator] = "Zl",
        [UnicodeCategory.ParagraphSeparator] = "Zp",
        [UnicodeCategory.Control] = "Cc",
        [UnicodeCategory.Format] = "Cf",
        [UnicodeCategory.Surrogate] = "Cs",
        [UnicodeCategory.PrivateUse] = "Co",
        [UnicodeCategory.ConnectorPunctuation] = "Pc",
        [UnicodeCategory.DashPunctuation] = "Pd",
        [UnicodeCategory.OpenPunctuation] = "Ps",
        [UnicodeCategory.ClosePunctuation] = "Pe",
        [UnicodeCategory.InitialQuotePunctuation] = "Pi",
        [UnicodeCategory.FinalQuotePunctuation] = "Pf",
        [UnicodeCategory.OtherPunctuation] = "Po",
        [UnicodeCategory.MathSymbol] = "Sm",
        [UnicodeCategory.CurrencySymbol] = "Sc",
        [UnicodeCategory.ModifierSymbol] = "Sk",
        [UnicodeCategory.OtherSymbol] = "So",
    };

    public static CodePointSet? OfPosix(string name, bool negated, bool foldCase) =>
        Posix.TryGetValue(name, out (int, int)[]? ranges) ? new CodePointSet(ranges, negated, foldCase) : null;

    /// <summary>\d \s \w and their complements; \s has no vertical tab.</summary>
    public static CodePointSet? OfPerl(char letter) => letter switch
    {
        'd' or 'D' => new CodePointSet(Posix["digit"], letter == 'D'),
        'w' or 'W' => new CodePointSet(Posix["word"], letter == 'W'),
        's' or 'S' => new CodePointSet([('\t', '\n'), ('\f', '\r'), (' ', ' ')], letter == 'S'),
        _ => null,
    };

    /// <summary>A general category, one or two letters, or Any; null for a name that is neither.</summary>
    public static CodePointSet? OfUnicode(string name, bool negated, bool foldCase)
    {
        if (name is "Any")
        {
            return new CodePointSet([(0, 0x10ffff)], negated);
        }

        bool known = Categories.Values.Any(category => category.StartsWith(name, StringComparison.Ordinal));
        return known && name.Length is 1 or 2 ? new CodePointSet([], negated, foldCase, category: name) : null;
    }

    /// <summary>Whether a code point is of a category, which may be a whole family such as L.</summary>
    public static bool IsIn(int code, string category) =>
        Rune.TryCreate(code, out Rune rune)
        && Categories.TryGetValue(Rune.GetUnicodeCategory(rune), out string? name)
        && name.StartsWith(category, StringComparison.Ordinal);
}
