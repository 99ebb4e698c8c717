using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyOs.Engine.Events;
using PolicyOs.Journal;
using PolicyOs.Journal.Records;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Results of idempotent calls, kept encrypted to answer repeats with (spec 2.9, 5.4).</summary>
internal sealed class ReplayRecords(IJournalStore journal, TimeProvider time)
{
    /// <summary>The key of keyed hashes in events and proposals: the store's (spec 2.5).</summary>
    public byte[] Key { get; } = journal.Keys.Derive("policyos/arguments/1");

    /// <summary>Keeps a result before the event that says it is there; nothing for a call without an idempotency key.</summary>
    public async ValueTask KeepAsync(CallReserved reserved, JsonElement result)
    {
        if (reserved.Idempotency is { } claim)
        {
            byte[] content = JsonMarshal.GetRawUtf8Value(result).ToArray();
            await journal.Records.PutAsync(
                new(Name(reserved.CallId), RecordForm.Replay, content, time.GetUtcNow() + claim.Retention), CancellationToken.None);
        }
    }

    /// <summary>The result of an earlier call; null when it is not kept any more.</summary>
    public async ValueTask<JsonElement?> ReadAsync(string callId) =>
        await journal.Records.GetAsync(Name(callId), RecordForm.Replay, CancellationToken.None) is { } content ? JsonElement.Parse(content) : null;

    private string Name(string callId) => journal.Keys.Hash(Encoding.UTF8.GetBytes("replay/" + callId));
}
