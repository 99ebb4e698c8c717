using System.Globalization;
using System.Text;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>The Bidi rule (RFC 5893, section 2). .NET has no Bidi_Class, so classes come from the blocks and categories it is derived from.</summary>
internal static class BidiRule
{
    private enum BidiClass
    {
        Left,
        Right,
        EuropeanNumber,
        ArabicNumber,
        NonSpacing,
        Neutral,
    }

    /// <summary>Whether a label holds anything written from right to left.</summary>
    public static bool IsRightToLeft(string label) =>
        label.EnumerateRunes().Any(rune => ClassOf(rune) is BidiClass.Right or BidiClass.ArabicNumber);

    public static bool Holds(string label)
    {
        BidiClass[] classes = [.. label.EnumerateRunes().Select(ClassOf)];
        BidiClass last = classes.Reverse().FirstOrDefault(kind => kind != BidiClass.NonSpacing);
        return classes[0] switch
        {
            BidiClass.Right => Array.TrueForAll(classes, kind => kind != BidiClass.Left)
                && last is BidiClass.Right or BidiClass.EuropeanNumber or BidiClass.ArabicNumber
                && !(classes.Contains(BidiClass.EuropeanNumber) && classes.Contains(BidiClass.ArabicNumber)),
            BidiClass.Left => Array.TrueForAll(classes, kind => kind is not (BidiClass.Right or BidiClass.ArabicNumber))
                && last is BidiClass.Left or BidiClass.EuropeanNumber,
            _ => false,
        };
    }

    private static BidiClass ClassOf(Rune rune) => rune.Value switch
    {
        (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9) => BidiClass.EuropeanNumber,
        >= 0x660 and <= 0x669 => BidiClass.ArabicNumber,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => BidiClass.NonSpacing,
        (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) => BidiClass.Right,
        _ when Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber => BidiClass.Left,
        _ => BidiClass.Neutral,
    };
}
