using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PolicyOs.Json.Schema.Translation;

namespace PolicyOs.Json.Schema.Formats;

/// <summary>
/// One label of an internationalized name (RFC 5890, RFC 5892). Whether it is in normalization form C is not checked: .NET has no
/// normalization without ICU.
/// </summary>
internal static class IdnLabel
{
    // RFC 5892, 2.6: PVALID, and DISALLOWED, by exception.
    private static readonly FrozenSet<int> Allowed = FrozenSet.Create(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007);
    private static readonly FrozenSet<int> Disallowed =
        FrozenSet.Create(0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

    /// <summary>Whether a label that begins with <c>xn--</c> is the one way to write a label that may be there.</summary>
    public static bool IsALabel(ReadOnlySpan<char> label, [NotNullWhen(true)] out string? unicode)
    {
        unicode = Punycode.Decode(label[4..]);
        return unicode is not null && !Ascii.IsValid(unicode) && IsULabel(unicode)
            && Punycode.Encode(unicode).AsSpan().Equals(label[4..], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a label that is not ASCII may be there.</summary>
    public static bool IsULabel(string label)
    {
        if (label.Length == 0 || label[0] == '-' || label[^1] == '-' || (label.Length >= 4 && label[2] == '-' && label[3] == '-'))
        {
            return false;
        }

        var runes = new List<Rune>();
        ReadOnlySpan<char> rest = label;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            runes.Add(rune);
            rest = rest[used..];
        }

        return !IsMark(runes[0]) && Enumerable.Range(0, runes.Count).All(index => IsAllowed(runes, index));
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsAllowed(List<Rune> label, int index)
    {
        int value = label[index].Value;
        return IdnContext.Rule(label, index) ?? (Allowed.Contains(value) || (!Disallowed.Contains(value) && IsStableLetter(label[index])));
    }

    /// <summary>RFC 5892, 2.1 to 2.9, in their order for what is no exception.</summary>
    private static bool IsStableLetter(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Rune.IsLetterOrDigit(rune) || rune.Value == '-';
        }

        bool letterOrDigit = Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ModifierLetter
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        return letterOrDigit && !Has("CWKCF", rune) && !Has("DI", rune) && !Has("space", rune) && !IsOldHangul(rune) && !IsIgnorableBlock(rune);
    }

    private static bool Has(string property, Rune rune) => UnicodeProperties.Find(property, null)!.Contains(rune.Value);

    private static bool IsOldHangul(Rune rune) => rune.Value is (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97C) or (>= 0xD7B0 and <= 0xD7FB);

    private static bool IsIgnorableBlock(Rune rune) => rune.Value is (>= 0x20D0 and <= 0x20FF) or (>= 0x1D100 and <= 0x1D24F);
}
