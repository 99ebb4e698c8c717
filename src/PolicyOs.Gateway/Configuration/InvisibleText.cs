using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Gateway.Configuration;

/// <summary>Characters that cannot be seen: they hide instructions in definitions and make two names look like one (spec 3.2).</summary>
public static class InvisibleText
{
    /// <summary>The first zero-width, bidi-control or tag character, as U+XXXX; null when there is none. Joiners between letters or emoji are writing, not hiding.</summary>
    public static string? Find(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return null;
        }

        Rune[] runes = [.. text.EnumerateRunes()];
        for (int i = 0; i < runes.Length; i++)
        {
            bool isJoiner = runes[i].Value is 0x200C or 0x200D;
            if (isJoiner ? !(IsJoined(runes, i - 1) && IsJoined(runes, i + 1)) : IsInvisible(runes[i].Value))
            {
                return $"U+{runes[i].Value:X4}";
            }
        }

        return null;
    }

    /// <summary>The first such character in any name or string of a JSON value; null when there is none.</summary>
    public static string? Find(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Find(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().Select(member => Find(member.Name) ?? Find(member.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsInvisible(int value) => value is 0x061C or 0x180E or 0xFEFF
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0xE0000 and <= 0xE007F);

    private static bool IsJoined(Rune[] runes, int i) => i >= 0 && i < runes.Length && (Rune.IsLetter(runes[i])
        || Rune.GetUnicodeCategory(runes[i]) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
