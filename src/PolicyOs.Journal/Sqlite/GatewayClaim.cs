namespace PolicyOs.Journal.Sqlite;

/// <summary>The claim of one gateway to serve from a file: an OS lock, which ends with the process however it ends.</summary>
internal sealed class GatewayClaim : IDisposable
{
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
        catch (UnauthorizedAccessException e)
        {
            throw new JournalException(JournalFault.ReadOnly, $"{path} cannot be written; give its owner the right to, or choose another journal with --store", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new JournalException(JournalFault.ReadOnly, $"the folder of {path} is missing", e);
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
