using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Which files a folder has, how long they are and when they were written: equal for as long as nothing changes. Taken once a second, so it makes no garbage.</summary>
/// <param name="Files">How many.</param>
/// <param name="Sum">Over all of them, in whatever order they come. Means something in this process only.</param>
/// <param name="Problem">Why they cannot be looked at; null when they can.</param>
internal readonly record struct BundleStamp(int Files, ulong Sum, string? Problem)
{
    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Looks at a folder.</summary>
    public static BundleStamp Take(string directory)
    {
        int files = 0;
        ulong sum = 0;
        try
        {
            var entries = new FileSystemEnumerable<ulong>(directory, Of, s_all) { ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory };
            foreach (ulong entry in entries)
            {
                files++;
                sum += entry;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(0, 0, e.Message);
        }

        return new(files, sum, null);
    }

    private static ulong Of(ref FileSystemEntry entry)
    {
        var name = new HashCode();
        name.AddBytes(MemoryMarshal.AsBytes(entry.Directory));
        name.AddBytes(MemoryMarshal.AsBytes(entry.FileName));
        name.Add(entry.Length);
        var content = new HashCode();
        content.Add(entry.LastWriteTimeUtc.UtcTicks);
        content.AddBytes(MemoryMarshal.AsBytes(entry.FileName));
        return ((ulong)(uint)name.ToHashCode() << 32) + (uint)content.ToHashCode();
    }
}
