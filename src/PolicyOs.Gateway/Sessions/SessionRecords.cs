using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Secrets;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Journal.Records;

namespace PolicyOs.Gateway.Sessions;

/// <summary>What is kept beside a session's events: arguments and results as session.yaml says, results for replay, the bundle's own stream (spec 2.9, 5.1, 5.4).</summary>
internal sealed class SessionRecords(IJournalStore journal, GatewayOptions options)
{
    /// <summary>The type of the event that a change of the bundle is not served.</summary>
    public const string BundleRejected = "policyos.bundle.rejected";

    /// <summary>The type of the event that a server's definitions were seen for the first time.</summary>
    public const string ToolsChanged = "policyos.tools.changed";

    /// <summary>How many pins go into one event: names are bounded, and 16 KiB hold twice as many of the longest.</summary>
    private const int PinsPerEvent = 24;

    /// <summary>How long arguments and results are kept.</summary>
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(30);

    /// <summary>The key of keyed hashes in events and proposals: the store's (spec 2.5).</summary>
    public byte[] Key { get; } = journal.Keys.Derive("policyos/arguments/1");

    /// <summary>Keeps the arguments of a proposal under the hash that its events hold.</summary>
    public ValueTask KeepArgumentsAsync(CallProposal proposal, Tool? tool) =>
        Keeps && tool?.Contract is { } contract ? PutAsync(proposal.ArgumentsHash, Raw(Masking.Mask(proposal.Arguments, contract.Sensitive, HidesSecrets))) : ValueTask.CompletedTask;

    /// <summary>Keeps what of a proposal is not in its arguments: the client's idempotency key, the approval it presents.</summary>
    /// <param name="callId">The id of the call; a proposal with another continues one that was kept before.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="tool">Its tool.</param>
    public ValueTask KeepCallAsync(string callId, CallProposal proposal, Tool? tool)
    {
        string? key = tool?.Contract?.Idempotency is { Key.IsEmpty: true } ? proposal.IdempotencyKey : null;
        return Keeps && callId == proposal.CallId && (key ?? proposal.PresentedApproval) is not null
            ? PutAsync(RecordNames.Call(journal.Keys, callId), new KeptCall(key, proposal.PresentedApproval).Write())
            : ValueTask.CompletedTask;
    }

    /// <summary>Keeps the result of a call.</summary>
    public ValueTask KeepResultAsync(CallReserved reserved, Tool tool, JsonElement result)
    {
        if (!Keeps)
        {
            return ValueTask.CompletedTask;
        }

        JsonElement masked = ResultMasking.Mask(result, tool.Contract!.Sensitive, HidesSecrets);
        return PutAsync(RecordNames.Result(journal.Keys, reserved.CallId), new KeptResult(masked, IsSame(result, masked)).Write());
    }

    /// <summary>Keeps the JSON-RPC error that a call was answered with.</summary>
    public ValueTask KeepFailureAsync(CallReserved reserved, CallOutcome.RpcError error) => Keeps
        ? PutAsync(RecordNames.Failure(journal.Keys, reserved.CallId), MessageBuilder.Object(w =>
        {
            w.WriteNumber("code"u8, error.Code);
            w.WriteString("message"u8, HidesSecrets ? SecretText.Redact(error.Message) : error.Message);
        }))
        : ValueTask.CompletedTask;

    /// <summary>Keeps from when on a session is decided with what it is decided with now.</summary>
    public ValueTask KeepContextsAsync(string stream, ImmutableArray<SessionContext> contexts) =>
        Keeps ? PutAsync(RecordNames.Contexts(journal.Keys, stream), SessionContexts.Write(contexts)) : ValueTask.CompletedTask;

    /// <summary>The contexts of a session that an earlier run kept.</summary>
    public async ValueTask<ImmutableArray<SessionContext>> ReadContextsAsync(string stream) =>
        Keeps && await journal.Records.GetAsync(RecordNames.Contexts(journal.Keys, stream), Form, CancellationToken.None) is { } content
            ? SessionContexts.Read(content)
            : [];

    /// <summary>Keeps a server's definition of a tool.</summary>
    public ValueTask KeepDefinitionAsync(string digest, JsonElement definition) =>
        Keeps ? PutAsync(RecordNames.Definition(journal.Keys, digest), JsonMarshal.GetRawUtf8Value(definition).ToArray()) : ValueTask.CompletedTask;

    /// <summary>Keeps a result before the event that says it is there; nothing for a call without an idempotency key.</summary>
    public async ValueTask KeepReplayAsync(CallReserved reserved, JsonElement result)
    {
        if (reserved.Idempotency is { } claim)
        {
            byte[] content = JsonMarshal.GetRawUtf8Value(result).ToArray();
            await journal.Records.PutAsync(
                new(RecordNames.Replay(journal.Keys, reserved.CallId), RecordForm.Replay, content, options.Time.GetUtcNow() + claim.Retention), CancellationToken.None);
        }
    }

    /// <summary>The result of an earlier call; null when it is not kept any more.</summary>
    public async ValueTask<JsonElement?> ReadReplayAsync(string callId) =>
        await journal.Records.GetAsync(RecordNames.Replay(journal.Keys, callId), RecordForm.Replay, CancellationToken.None) is { } content ? JsonElement.Parse(content) : null;

    /// <summary>Appends to the bundle's stream that it is served from now on.</summary>
    public Task BundleLoadedAsync() => AppendToBundleAsync("policyos.bundle.loaded", w =>
    {
        w.WriteString("digest"u8, options.Bundle.Digest);
        w.WriteString("mode"u8, options.Mode.ToString().ToLowerInvariant());
        w.WriteString("workflow"u8, options.Bundle.Workflow);
        if (options.Bundle.Lock is { } pins)
        {
            w.WriteString("lock"u8, pins.Digest);
        }
    });

    /// <summary>Appends to the bundle's stream that its files changed and the change is not served (spec 3.12).</summary>
    public Task BundleRejectedAsync(string why) => AppendToBundleAsync(BundleRejected, w => w.WriteString("reason"u8, PlainText.Line(why, 1000)));

    /// <summary>Appends to the bundle's stream what was seen of a server for the first time, which is its pin from now on (spec 3.6).</summary>
    public async Task FirstSeenAsync(string server, IReadOnlyDictionary<string, string> pins)
    {
        foreach (KeyValuePair<string, string>[] some in pins.Chunk(PinsPerEvent))
        {
            await AppendToBundleAsync(ToolsChanged, w =>
            {
                w.WriteString("server"u8, server);
                w.WriteStartObject("first_seen"u8);
                foreach ((string name, string digest) in some)
                {
                    w.WriteString(name, digest);
                }

                w.WriteEndObject();
            });
        }
    }

    /// <summary>Appends to the bundle's stream that a definition is quarantined (spec 3.6).</summary>
    public Task QuarantinedAsync(string server, PinnedKind kind, string key, string reason) => AppendToBundleAsync("policyos.tools.quarantined", w =>
    {
        w.WriteString("server"u8, server);
        w.WriteString("kind"u8, kind.ToString().ToLowerInvariant());
        w.WriteString("name"u8, PlainText.Line(key, 200));
        w.WriteString("reason"u8, PlainText.Line(reason, 500));
    });

    /// <summary>Appends to the bundle's stream that a session was not opened.</summary>
    public Task SessionRefusedAsync(string sessionId, RefusedRequest refused) => AppendToBundleAsync("policyos.session.refused", w =>
    {
        w.WriteString("code"u8, refused.Code.Name);
        w.WriteString("message"u8, refused.Message);
        w.WriteString("principal"u8, options.Principal.Id);
        w.WriteString("session"u8, sessionId);
    });

    /// <summary>Whether anything is kept at all.</summary>
    public bool Keeps => options.KeepRecords && options.Bundle.Session.Record != RecordMode.None;

    /// <summary>Whether secrets are masked in what is kept.</summary>
    public bool HidesSecrets => options.Bundle.Session.Record != RecordMode.Full;

    private RecordForm Form => HidesSecrets ? RecordForm.Masked : RecordForm.Full;

    private ValueTask PutAsync(string hash, byte[] content) =>
        journal.Records.PutAsync(new(hash, Form, content, options.Time.GetUtcNow() + s_retention), CancellationToken.None);

    private static byte[] Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    private static bool IsSame(JsonElement original, JsonElement masked) =>
        JsonMarshal.GetRawUtf8Value(original).SequenceEqual(JsonMarshal.GetRawUtf8Value(masked)) || JsonElement.DeepEquals(original, masked);

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
