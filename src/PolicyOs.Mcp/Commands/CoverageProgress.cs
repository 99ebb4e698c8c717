using System.Globalization;

namespace PolicyOs.Mcp.Commands;

/// <summary>How far coverage is, on a terminal; nothing elsewhere.</summary>
internal static class CoverageProgress
{
    /// <summary>What to call after each rule; null where nobody looks.</summary>
    public static Action<int, int>? Of(string bundle)
    {
        if (Console.IsErrorRedirected)
        {
            return null;
        }

        Lock writing = new();
        return (done, all) =>
        {
            lock (writing)
            {
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bundle}: {done} of {all} rules"));
                Console.Error.Write(done == all ? "\n" : string.Empty);
            }
        };
    }
}
