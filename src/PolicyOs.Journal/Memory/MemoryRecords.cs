using System.Collections.Concurrent;
using PolicyOs.Journal.Records;

namespace PolicyOs.Journal.Memory;

/// <summary>Records that end with the process; nothing is encrypted, for nothing leaves it.</summary>
internal sealed class MemoryRecords(TimeProvider clock) : IRecords
{
    private readonly ConcurrentDictionary<(string Hash, RecordForm Form), JournalRecord> _records = new();

    /// <inheritdoc/>
    public ValueTask PutAsync(JournalRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        _records[(record.Hash, record.Form)] = record with { Content = record.Content.ToArray() };
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(string hash, RecordForm form, CancellationToken cancellation) =>
        new(_records.TryGetValue((hash, form), out JournalRecord? record) && record.Expires > clock.GetUtcNow() ? record.Content.ToArray() : null);

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new(_records.Count(entry => entry.Value.Expires <= now && _records.TryRemove(entry)));
    }
}
