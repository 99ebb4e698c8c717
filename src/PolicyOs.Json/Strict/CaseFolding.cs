using System.Text;

namespace PolicyOs.Json.Strict;

/// <summary>
/// Equality as the laxest reader sees it: ASCII letters, and the four characters outside ASCII that one or another library's case mapping turns
/// into an ASCII letter (Go folds ſ and K, Java's equalsIgnoreCase takes ı and İ for i).
/// </summary>
internal static class CaseFolding
{
    /// <summary>The known name that <paramref name="name"/> is another spelling of; null when it is a known name itself, or none.</summary>
    public static byte[]? VariantOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte[]> known)
    {
        byte[]? variant = null;
        foreach (byte[] candidate in known)
        {
            if (name.SequenceEqual(candidate))
            {
                return null;
            }

            variant ??= EqualFolded(name, candidate) ? candidate : null;
        }

        return variant;
    }

    /// <summary>Whether two names are one to a reader that ignores case; the second is ASCII.</summary>
    public static bool EqualFolded(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ascii)
    {
        foreach (byte expected in ascii)
        {
            if (Rune.DecodeFromUtf8(name, out Rune rune, out int length) != System.Buffers.OperationStatus.Done || Fold(rune.Value) != Fold(expected))
            {
                return false;
            }

            name = name[length..];
        }

        return name.IsEmpty;
    }

    private static int Fold(int character) => character switch
    {
        >= 'A' and <= 'Z' => character | 0x20,
        0x017F => 's',
        0x212A => 'k',
        0x0130 or 0x0131 => 'i',
        _ => character,
    };
}
