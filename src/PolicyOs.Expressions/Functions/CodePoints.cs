using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Positions in strings as CEL counts them, in code points, against those of UTF-16.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 offset of a position; -1 when the text has fewer code points. The end itself is a position.</summary>
    public static int OffsetOf(string text, long position)
    {
        int offset = 0;
        for (long i = 0; i < position; i++)
        {
            if (offset >= text.Length)
            {
                return -1;
            }

            offset += Width(text, offset);
        }

        return offset;
    }

    /// <summary>The position of a UTF-16 offset.</summary>
    public static long PositionOf(string text, int offset) => Sizes.CodePoints(text[..offset]);

    /// <summary>The UTF-16 units of the code point at an offset inside the text.</summary>
    public static int Width(string text, int offset) => char.IsHighSurrogate(text[offset]) ? 2 : 1;
}
