using System.Globalization;
using System.Text;

namespace PolicyOs.Gateway.Approvals;

/// <summary>Text as people may read it in a prompt: nothing that hides, reorders, moves the cursor or can be clicked (spec 3.10).</summary>
internal static class PlainText
{
    /// <summary>One line of at most <paramref name="maxLength"/> UTF-16 units.</summary>
    public static string Line(string text, int maxLength = 500)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength)
            {
                line.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                line.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned))
            {
                line.Append(rune);
            }
        }

        // Shown in full, but no client makes a link of it.
        return line.Replace("://", "[:]//").Replace("javascript:", "javascript[:]").ToString().Trim();
    }
}
