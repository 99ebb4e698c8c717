using System.Collections.Frozen;
using System.Text;
using PolicyOs.Json.Schema.Translation;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>The code points whose place decides (RFC 5892, appendix A).</summary>
internal static class IdnContext
{
    // Canonical combining class 9.
    private static readonly FrozenSet<int> Viramas = FrozenSet.Create(
        0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84, 0x1039, 0x103A, 0x1714, 0x1715, 0x1734,
        0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED, 0x10A3F, 0x11046, 0x11070,
        0x1107F, 0x110B9, 0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F, 0x116B6, 0x1172B, 0x11839, 0x1193D,
        0x1193E, 0x119E0, 0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45, 0x11D97, 0x11F41, 0x11F42);

    // Arabic letters that join nothing, or only what stands before them (Joining_Type U and R).
    private static readonly FrozenSet<int> JoinsNothing = FrozenSet.Create(0x621, 0x674, 0x6D5);
    private static readonly FrozenSet<int> JoinsNothingAfter = FrozenSet.Create([
        0x622, 0x623, 0x624, 0x625, 0x627, 0x629, 0x62F, 0x630, 0x631, 0x632, 0x648, 0x671, 0x672, 0x673, 0x675, 0x676, 0x677, .. Enumerable.Range(0x688, 0x12),
        0x6C0, 0x6C3, 0x6C4, 0x6C5, 0x6C6, 0x6C7, 0x6C8, 0x6C9, 0x6CA, 0x6CB, 0x6CD, 0x6CF, 0x6D2, 0x6D3, 0x6EE, 0x6EF]);

    /// <summary>Whether the code point may stand there; null where its place does not matter.</summary>
    public static bool? Rule(List<Rune> label, int index) => label[index].Value switch
    {
        0x200C => IsVirama(label, index - 1) || JoinsAcross(label, index),
        0x200D => IsVirama(label, index - 1),
        0xB7 => Value(label, index - 1) == 'l' && Value(label, index + 1) == 'l',
        0x375 => IsScript(label, index + 1, "Grek"),
        0x5F3 or 0x5F4 => IsScript(label, index - 1, "Hebr"),
        0x30FB => Enumerable.Range(0, label.Count).Any(at => label[at].Value != 0x30FB && (IsScript(label, at, "Hira") || IsScript(label, at, "Kana") || IsScript(label, at, "Hani"))),
        >= 0x660 and <= 0x669 => !label.Exists(rune => rune.Value is >= 0x6F0 and <= 0x6F9),
        >= 0x6F0 and <= 0x6F9 => !label.Exists(rune => rune.Value is >= 0x660 and <= 0x669),
        _ => null,
    };

    private static int Value(List<Rune> label, int index) => index >= 0 && index < label.Count ? label[index].Value : -1;

    private static bool IsVirama(List<Rune> label, int index) => Viramas.Contains(Value(label, index));

    private static bool IsScript(List<Rune> label, int index, string script) =>
        index >= 0 && index < label.Count && UnicodeProperties.Find("sc", script)!.Contains(label[index].Value);

    // Between a letter that joins what follows and one that joins what stands before.
    private static bool JoinsAcross(List<Rune> label, int index) =>
        IsScript(label, index - 1, "Arab") && !JoinsNothing.Contains(Value(label, index - 1)) && !JoinsNothingAfter.Contains(Value(label, index - 1))
        && IsScript(label, index + 1, "Arab") && !JoinsNothing.Contains(Value(label, index + 1));
}
