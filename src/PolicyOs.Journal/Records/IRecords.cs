namespace PolicyOs.Journal.Records;

/// <summary>Arguments and results beside the journal, by hash, each with its own retention (spec 5.4).</summary>
public interface IRecords
{
    /// <summary>
    /// Keeps a record; one with the same hash and form is replaced. One for replay is on disk no later than any event appended after it, so a
    /// result kept before its <c>call.committed</c> is there whenever that event is. Others follow within milliseconds, and the end of the
    /// process may take the last of them, as if they had expired (spec 5.4).
    /// </summary>
    ValueTask PutAsync(JournalRecord record, CancellationToken cancellation);

    /// <summary>The content of a record; null when it was never kept, or has expired.</summary>
    ValueTask<byte[]?> GetAsync(string hash, RecordForm form, CancellationToken cancellation);

    /// <summary>Removes what has expired and returns how many records that were. Done by the serving journal every ten minutes, too.</summary>
    ValueTask<int> ExpireAsync(CancellationToken cancellation);
}
