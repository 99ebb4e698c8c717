using System.Text;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>Simple case folding (Unicode 3.13; ECMA-262 Canonicalize with the i and u flags) over sets.</summary>
internal static class CaseFolding
{
    // Built once: every code point whose folding class has more than one member, by its representative.
    private static readonly Lazy<Dictionary<int, List<int>>> Classes = new(BuildClasses);

    /// <summary>The representative that all case variants of a code point share.</summary>
    public static int Canonical(int codePoint)
    {
        if (codePoint is >= 0xD800 and <= 0xDFFF)
        {
            return codePoint;
        }

        return codePoint switch
        {
            // Their foldings to i are for Turkic languages only.
            0x130 or 0x131 => codePoint,

            // The long s, whose capital .NET leaves out as it leaves out those two.
            0x17F => 's',
            _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value,
        };
    }

    /// <summary>The set with every case variant of its members.</summary>
    public static CodePointSet Close(CodePointSet set)
    {
        var added = new List<(int From, int To)>(set.Ranges.ToArray());
        foreach ((_, List<int> members) in Classes.Value)
        {
            if (members.Exists(set.Contains))
            {
                added.AddRange(members.Select(member => (member, member)));
            }
        }

        return CodePointSet.Of(added);
    }

    private static Dictionary<int, List<int>> BuildClasses()
    {
        var classes = new Dictionary<int, List<int>>();
        for (int codePoint = 0; codePoint <= 0x1FFFF; codePoint++)
        {
            int canonical = Canonical(codePoint);
            if (canonical != codePoint)
            {
                if (!classes.TryGetValue(canonical, out List<int>? members))
                {
                    classes[canonical] = members = [canonical];
                }

                members.Add(codePoint);
            }
        }

        return classes;
    }
}
