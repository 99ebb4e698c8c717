using System.Buffers;

namespace PolicyOs.Journal.Chain;

/// <summary>Which names a stream may have (spec 5.1).</summary>
internal static class StreamName
{
    private const int MaxLength = 512;

    private static readonly string[] Kinds = ["session/", "tenant/", "bundle/", "workflow/"];

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '\u007f']);

    /// <summary>Throws for a name that no stream may have; that is a defect of the caller.</summary>
    public static void Check(string name)
    {
        bool known = Array.Exists(Kinds, kind => name.Length > kind.Length && name.StartsWith(kind, StringComparison.Ordinal));
        if (!known || name.Length > MaxLength || name.AsSpan().ContainsAny(Controls) || !IsWellFormed(name))
        {
            throw new ArgumentException($"`{name}` is no stream: session/, tenant/, bundle/ or workflow/ and a name, {MaxLength} characters at most");
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
