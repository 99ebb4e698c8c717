using System.Security.Cryptography;
using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;

namespace PolicyOs.Journal.Sqlite;

/// <summary>Records in the journal's file.</summary>
internal sealed class SqliteRecords(
    SqliteWriter writer, LaterWrites later, SqliteReads reads, DiskSync sync, JournalKeys keys, TimeProvider clock) : IRecords, IDisposable
{
    // Compiled with the first record, and used only where the writer's connection may be.
    private SqliteStatement? _insert;

    /// <inheritdoc/>
    public ValueTask PutAsync(JournalRecord record, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Form == RecordForm.Replay)
        {
            byte[] nonce = RandomNumberGenerator.GetBytes(ReplayCipher.NonceBytes);
            JournalRecord encrypted = record with { Content = ReplayCipher.Encrypt(keys, record.Hash, nonce, record.Content.Span) };
            writer.Write(database => Insert(database, encrypted), wait: false, out _, withNext: true);
        }
        else
        {
            later.Add(database => Insert(database, record));
        }

        sync.Wrote();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(string hash, RecordForm form, CancellationToken cancellation)
    {
        later.WriteAll();
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
        later.WriteAll();
        int removed = writer.Write(
            database =>
            {
                using SqliteStatement delete = database.Prepare("DELETE FROM records WHERE expires <= ?");
                delete.Bind(1, clock.GetUtcNow().ToUnixTimeMilliseconds()).Run();
                return database.Changes;
            },
            wait: false,
            out _);
        sync.Wrote();
        return new(removed);
    }

    private bool Insert(SqliteDatabase database, JournalRecord record)
    {
        _insert ??= database.Prepare("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)");
        _insert.Bind(1, record.Hash).Bind(2, (long)record.Form).Bind(3, record.Expires.ToUnixTimeMilliseconds()).Bind(4, record.Content.Span).Run();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _insert?.Dispose();
}
