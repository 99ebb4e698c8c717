using System.Globalization;
using System.Text;

namespace PolicyOs.Mcp.Inspect;

/// <summary>A contract's words as a reviewer has to see them: on one line, and what would hide, reorder or move the cursor as its code point.</summary>
internal static class Shown
{
    /// <summary>The words.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (Rune rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            bool isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            _ = isHidden ? line.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}") : line.Append(rune.ToString());
        }

        return line.ToString();
    }
}
