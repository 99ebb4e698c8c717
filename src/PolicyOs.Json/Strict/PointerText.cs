using System.Globalization;
using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>Pieces of a JSON Pointer (RFC 6901) as error messages show them: long names are cut, because a document may choose them.</summary>
internal static class PointerText
{
    private const int Longest = 64;

    /// <summary>A slash and a property's name.</summary>
    public static string Segment(string name) =>
        "/" + Cut(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>A slash and an index.</summary>
    public static string Segment(int index) => "/" + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name of a document, short enough for a sentence.</summary>
    public static string Cut(string name) =>
        name.Length <= Longest ? name : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest), "…");

    /// <summary>Text of a document as a log or a terminal may show it: characters that steer either are written as escapes.</summary>
    public static string Display(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            bool steers = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            shown.Append(steers ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return shown.ToString();
    }

    /// <summary>Where something is, as the end of a sentence; nothing for the whole document.</summary>
    public static string Place(string pointer) => pointer.Length == 0 ? "" : $" at `{Display(pointer)}`";
}
