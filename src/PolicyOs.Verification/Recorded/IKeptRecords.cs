using System.Text.Json;

namespace PolicyOs.Verification.Recorded;

/// <summary>What is kept beside a journal (spec 5.4). Null everywhere means that it was not kept, or has expired.</summary>
public interface IKeptRecords
{
    /// <summary>The key of the keyed hashes of arguments in the journal.</summary>
    byte[] Key { get; }

    /// <summary>Arguments by the hash that events hold, masked as session.yaml says.</summary>
    ValueTask<JsonElement?> ArgumentsAsync(string hash);

    /// <summary>The result of a call, and whether nothing of it was masked.</summary>
    ValueTask<(JsonElement Result, bool IsWhole)?> ResultAsync(string callId);

    /// <summary>The JSON-RPC error that a call was answered with.</summary>
    ValueTask<(int Code, string Message)?> FailureAsync(string callId);

    /// <summary>The idempotency key and the approval that a call was decided with beside its arguments.</summary>
    ValueTask<(string? IdempotencyKey, string? Approval)?> CallAsync(string callId);

    /// <summary>A server's definition of a tool, by its digest.</summary>
    ValueTask<JsonElement?> DefinitionAsync(string digest);
}
