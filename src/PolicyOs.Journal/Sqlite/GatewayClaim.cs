namespace PolicyOs.Journal.Sqlite;

/// <summary>The claim of one gateway to serve from a file: an OS lock, which ends with the process however it ends.</summary>
internal sealed class GatewayClaim : IDisposable
{
    // What the systems say when another process has the lock: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private GatewayClaim(FileStream file) => _file = file;

    /// <summary>Takes the claim.</summary>
    /// <exception cref="JournalException">Another process has it, or the lock file cannot be written.</exception>
    public static GatewayClaim Take(string journal)
    {
        string path = journal + ".lock";
        try
        {
            return new GatewayClaim(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !InUse.Contains(e.HResult)))
        {
            throw new JournalException(JournalFault.ReadOnly, $"{path} cannot be written: {e.Message}; give its owner the right to, or choose another journal with --store", e);
        }
        catch (IOException e)
        {
            throw new JournalException(
                JournalFault.Claimed, $"another gateway serves from {journal}; end it, or choose another journal with --store", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
