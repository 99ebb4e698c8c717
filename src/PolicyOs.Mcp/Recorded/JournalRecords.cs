using System.Text.Json;
using PolicyOs.Journal;
using PolicyOs.Journal.Records;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Recorded;

/// <summary>Records of a journal's file as simulation and explanation read them.</summary>
internal sealed class JournalRecords(IJournalStore journal) : IKeptRecords
{
    /// <inheritdoc/>
    public byte[] Key { get; } = [.. journal.Keys.Derive("policyos/arguments/1")]; // A copy: the journal erases its own when it is closed.

    /// <inheritdoc/>
    public ValueTask<JsonElement?> ArgumentsAsync(string hash) => JsonAsync(hash);

    /// <inheritdoc/>
    public async ValueTask<(JsonElement Result, bool IsWhole)?> ResultAsync(string callId) =>
        await FindAsync(journal, RecordNames.Result(journal.Keys, callId)) is { } content && KeptResult.Read(content) is var kept ? (kept.Result, kept.IsWhole) : null;

    /// <inheritdoc/>
    public async ValueTask<(int Code, string Message)?> FailureAsync(string callId) =>
        await JsonAsync(RecordNames.Failure(journal.Keys, callId)) is { } error
            ? (error.GetProperty("code"u8).GetInt32(), error.GetProperty("message"u8).GetString()!)
            : null;

    /// <inheritdoc/>
    public async ValueTask<(string? IdempotencyKey, string? Approval)?> CallAsync(string callId) =>
        await FindAsync(journal, RecordNames.Call(journal.Keys, callId)) is { } content && KeptCall.Read(content) is var kept
            ? (kept.IdempotencyKey, kept.PresentedApproval)
            : null;

    /// <inheritdoc/>
    public ValueTask<JsonElement?> DefinitionAsync(string digest) => JsonAsync(RecordNames.Definition(journal.Keys, digest));

    /// <summary>A record in the fullest form there is: a bundle may have changed what it keeps.</summary>
    public static async ValueTask<byte[]?> FindAsync(IJournalStore journal, string name) =>
        await journal.Records.GetAsync(name, RecordForm.Full, CancellationToken.None) ?? await journal.Records.GetAsync(name, RecordForm.Masked, CancellationToken.None);

    private async ValueTask<JsonElement?> JsonAsync(string name) => await FindAsync(journal, name) is { } content ? JsonElement.Parse(content) : null;
}
