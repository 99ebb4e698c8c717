namespace PolicyOs.Journal.Sqlite;

/// <summary>How a journal file is opened.</summary>
/// <param name="Path">The file. Beside it lie <c>.key</c> (its keys), <c>.lock</c> (the gateway's claim), <c>-redo</c>, <c>-wal</c> and <c>-shm</c>.</param>
/// <param name="Access">Whether this process serves from it.</param>
public sealed record SqliteJournalOptions(string Path, SqliteAccess Access)
{
    /// <summary>
    /// Whether <see cref="Durability.Synced"/> waits for the disk (<c>full</c>). When false (<c>relaxed</c>), the disk is told every 100 ms and
    /// a power failure may take those; the end of the process takes nothing.
    /// </summary>
    public bool WaitForDisk { get; init; } = true;

    /// <summary>Whether a file that does not exist is made.</summary>
    public bool Create { get; init; } = true;

    /// <summary>Where every anchor is copied to; whoever opened it closes it.</summary>
    public Anchors.IAnchorCopy? AnchorTo { get; init; }

    /// <summary>How long each half of the redo log is.</summary>
    internal int RedoRegionBytes { get; init; } = RedoLog.UsualRegionBytes;
}
