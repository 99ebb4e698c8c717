using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Secrets;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Journal.Records;

namespace PolicyOs.Gateway.Sessions;

/// <summary>What is kept beside a session's events: arguments and results as session.yaml says, results for replay, the bundle's own stream (spec 2.9, 5.1, 5.4).</summary>
internal sealed class SessionRecords(IJournalStore journal, GatewayOptions options)
{
    /// <summary>How long arguments and results are kept.</summary>
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(30);

    /// <summary>The key of keyed hashes in events and proposals: the store's (spec 2.5).</summary>
    public byte[] Key { get; } = journal.Keys.Derive("policyos/arguments/1");

    /// <summary>Keeps the arguments of a proposal under the hash that its events hold.</summary>
    public ValueTask KeepArgumentsAsync(CallProposal proposal, Tool? tool) =>
        Keeps && tool?.Contract is { } contract ? PutAsync(proposal.ArgumentsHash, Masking.Mask(proposal.Arguments, contract.Sensitive, HidesSecrets)) : ValueTask.CompletedTask;

    /// <summary>Keeps the result of a call under the keyed hash of <c>result/</c> and its id.</summary>
    public ValueTask KeepResultAsync(CallReserved reserved, Tool tool, JsonElement result) =>
        Keeps ? PutAsync(Name("result/", reserved.CallId), ResultMasking.Mask(result, tool.Contract!.Sensitive, HidesSecrets)) : ValueTask.CompletedTask;

    /// <summary>Keeps a result before the event that says it is there; nothing for a call without an idempotency key.</summary>
    public async ValueTask KeepReplayAsync(CallReserved reserved, JsonElement result)
    {
        if (reserved.Idempotency is { } claim)
        {
            byte[] content = JsonMarshal.GetRawUtf8Value(result).ToArray();
            await journal.Records.PutAsync(
                new(Name("replay/", reserved.CallId), RecordForm.Replay, content, options.Time.GetUtcNow() + claim.Retention), CancellationToken.None);
        }
    }

    /// <summary>The result of an earlier call; null when it is not kept any more.</summary>
    public async ValueTask<JsonElement?> ReadReplayAsync(string callId) =>
        await journal.Records.GetAsync(Name("replay/", callId), RecordForm.Replay, CancellationToken.None) is { } content ? JsonElement.Parse(content) : null;

    /// <summary>Appends to the bundle's stream that it is served from now on.</summary>
    public Task BundleLoadedAsync() => AppendToBundleAsync("policyos.bundle.loaded", w =>
    {
        w.WriteString("digest"u8, options.Bundle.Digest);
        w.WriteString("mode"u8, options.Mode.ToString().ToLowerInvariant());
        w.WriteString("workflow"u8, options.Bundle.Workflow);
    });

    /// <summary>Appends to the bundle's stream that a session was not opened.</summary>
    public Task SessionRefusedAsync(string sessionId, RefusedRequest refused) => AppendToBundleAsync("policyos.session.refused", w =>
    {
        w.WriteString("code"u8, refused.Code.Name);
        w.WriteString("message"u8, refused.Message);
        w.WriteString("principal"u8, options.Principal.Id);
        w.WriteString("session"u8, sessionId);
    });

    private bool Keeps => options.KeepRecords && options.Bundle.Session.Record != RecordMode.None;

    private bool HidesSecrets => options.Bundle.Session.Record != RecordMode.Full;

    private ValueTask PutAsync(string hash, JsonElement content) => journal.Records.PutAsync(
        new(
            hash,
            HidesSecrets ? RecordForm.Masked : RecordForm.Full,
            JsonMarshal.GetRawUtf8Value(content).ToArray(),
            options.Time.GetUtcNow() + s_retention),
        CancellationToken.None);

    private string Name(string kind, string callId) => journal.Keys.Hash(Encoding.UTF8.GetBytes(kind + callId));

    private async Task AppendToBundleAsync(string type, Action<Utf8JsonWriter> members)
    {
        string stream = StreamNames.Bundle(options.Bundle.Name);
        var draft = new EventDraft(type, MessageBuilder.Object(members)) { ActorId = options.Principal.Id, PolicyVersion = options.Bundle.Digest };
        AppendResult result;
        do
        {
            long head = await journal.HeadAsync(stream, CancellationToken.None);
            result = await journal.AppendAsync([new(stream, head, [draft])], Durability.Written, CancellationToken.None);
        }
        while (!result.IsAppended);
    }
}
