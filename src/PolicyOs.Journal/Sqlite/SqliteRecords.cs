using System.Security.Cryptography;
using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Records in the journal's file.</summary>
internal sealed class SqliteRecords(SqliteWriter writer, SqliteReads reads, DiskSync sync, JournalKeys keys, TimeProvider clock) : IRecords
{
    /// <inheritdoc/>
    public ValueTask PutAsync(JournalRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        byte[] content = record.Form == RecordForm.Replay
            ? ReplayCipher.Encrypt(keys, record.Hash, RandomNumberGenerator.GetBytes(ReplayCipher.NonceBytes), record.Content.Span)
            : record.Content.ToArray();
        writer.Write(
            database =>
            {
                using SqliteStatement insert = database.Prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)");
                insert.Bind(1, record.Hash).Bind(2, (long)record.Form).Bind(3, record.Expires.ToUnixTimeMilliseconds()).Bind(4, content).Run();
                return true;
            },
            wait: false,
            out _);
        sync.Wake();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(string hash, RecordForm form, CancellationToken cancellation)
    {
        writer.CommitNow();
        byte[]? content = reads.Read(database =>
        {
            using SqliteStatement select = database.Prepare("SELECT content FROM records WHERE hash = ? AND form = ? AND expires > ?");
            return select.Bind(1, hash).Bind(2, (long)form).Bind(3, clock.GetUtcNow().ToUnixTimeMilliseconds()).Step()
                ? select.Bytes(0).ToArray() : null;
        });
        return new(content is not null && form == RecordForm.Replay ? ReplayCipher.Decrypt(keys, hash, content) : content);
    }

    /// <inheritdoc/>
    public ValueTask<int> ExpireAsync(CancellationToken cancellation)
    {
        int removed = writer.Write(
            database =>
            {
                using SqliteStatement delete = database.Prepare("DELETE FROM records WHERE expires <= ?");
                delete.Bind(1, clock.GetUtcNow().ToUnixTimeMilliseconds()).Run();
                return database.Changes;
            },
            wait: false,
            out _);
        sync.Wake();
        return new(removed);
    }
}
