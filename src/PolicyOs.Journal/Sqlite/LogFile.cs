using Microsoft.Win32.SafeHandles;

namespace PolicyOs.Journal.Sqlite;

/// <summary>SQLite's own log, told to the disk: SQLite itself would sync inside the commit and keep every append waiting (<c>synchronous=NORMAL</c>).</summary>
internal sealed class LogFile(string journal) : IDisposable
{
    private readonly string _path = journal + "-wal";
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;

    /// <summary>Tells the disk what was committed; null, or why that failed.</summary>
    public JournalException? Sync()
    {
        lock (_gate)
        {
            try
            {
                if (_handle is null && File.Exists(_path))
                {
                    _handle = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                }

                if (_handle is not null)
                {
                    RandomAccess.FlushToDisk(_handle);
                }

                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return RedoLog.SyncFailure(_path, e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
