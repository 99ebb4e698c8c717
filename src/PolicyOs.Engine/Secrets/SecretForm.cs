using System.Buffers;

namespace PolicyOs.Engine.Secrets;

/// <summary>One form of secret: a mark that every such secret holds, and how far the secret reaches around it.</summary>
/// <param name="Kind">What the replacement text calls it.</param>
/// <param name="Mark">Text that every such secret holds.</param>
/// <param name="IgnoreCase">Whether the mark is found in any case.</param>
/// <param name="Measure">Given the text and the place of the mark: where the secret starts and how long it is; length 0 when it is none.</param>
internal sealed record SecretForm(string Kind, string Mark, bool IgnoreCase, SecretForm.Extent Measure)
{
    internal delegate (int Start, int Length) Extent(ReadOnlySpan<char> text, int mark);

    /// <summary>A prefix that is followed by a run of certain characters, and not preceded by one of a word.</summary>
    public static SecretForm Prefixed(string kind, string prefix, SearchValues<char> run, int atLeast, int atMost = int.MaxValue) =>
        new(kind, prefix, IgnoreCase: false, (text, mark) =>
        {
            if (mark > 0 && char.IsAsciiLetterOrDigit(text[mark - 1]))
            {
                return default;
            }

            int length = Run(text[(mark + prefix.Length)..], run);
            return length < atLeast || length > atMost ? default : (mark, prefix.Length + length);
        });

    public static int Run(ReadOnlySpan<char> text, SearchValues<char> characters)
    {
        int end = text.IndexOfAnyExcept(characters);
        return end < 0 ? text.Length : end;
    }
}
