using System.Buffers;

namespace PolicyOs.Contracts.Compile;

/// <summary>What an exposed tool name may be: it is also a file's name (spec 1.1).</summary>
internal static class ToolName
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    internal static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed) && name.AsSpan().ContainsAnyExcept('.');

    /// <summary>A reserved device name, with or without an extension.</summary>
    internal static bool IsDevice(string name)
    {
        string stem = name.Split('.')[0].ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL"
            || (stem.Length == 4 && stem[3] is >= '1' and <= '9' && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }
}
