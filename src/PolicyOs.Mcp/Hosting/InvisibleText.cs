using System.Globalization;
using System.Text;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Characters that cannot be seen and so make two names look like one (spec 3.2).</summary>
internal static class InvisibleText
{
    /// <summary>The first control, format or tag character, as U+XXXX; null when there is none.</summary>
    public static string? Find(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
            {
                return $"U+{rune.Value:X4}";
            }
        }

        return null;
    }
}
