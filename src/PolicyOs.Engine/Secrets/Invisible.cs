using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>Characters that nobody sees and that may stand inside a secret to hide it.</summary>
internal static class Invisible
{
    private static readonly SearchValues<char> Ascii = SearchValues.Create([.. Enumerable.Range(0, 128).Select(static c => (char)c)]);

    /// <summary>The text without them; the same string when there are none.</summary>
    public static string Strip(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Ascii))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format && !IsVariationSelector(rune.Value))
            {
                visible.Append(rune);
            }
        }

        return visible.Length == text.Length ? text : visible.ToString();
    }

    private static bool IsVariationSelector(int value) => value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x034F or 0x115F or 0x1160 or 0x3164;
}
