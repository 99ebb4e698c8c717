using System.Globalization;

namespace PolicyOs.Mcp.Commands;

/// <summary>Sizes such as 4MiB on the command line.</summary>
internal static class ByteSize
{
    /// <summary>Reads a size of 1 KiB to 1 GiB; without a unit it is in bytes.</summary>
    public static bool TryParse(string text, out int bytes)
    {
        (string number, long unit) = text switch
        {
            _ when text.EndsWith("KiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 1024L),
            _ when text.EndsWith("MiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 1024L * 1024),
            _ when text.EndsWith("GiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 1024L * 1024 * 1024),
            _ => (text, 1L),
        };
        bytes = 0;
        if (!int.TryParse(number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) || n * unit is < 1024 or > 1024 * 1024 * 1024)
        {
            return false;
        }

        bytes = (int)(n * unit);
        return true;
    }
}
