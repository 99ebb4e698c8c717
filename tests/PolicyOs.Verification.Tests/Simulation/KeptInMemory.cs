using System.Text.Json;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Tests.Simulation;

/// <summary>Records as a gateway keeps them, without a file.</summary>
internal sealed class KeptInMemory : IKeptRecords
{
    public byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    public Dictionary<string, JsonElement> Arguments { get; } = [];

    public Dictionary<string, (JsonElement Result, bool IsWhole)> Results { get; } = [];

    public Dictionary<string, (int Code, string Message)> Failures { get; } = [];

    public ValueTask<JsonElement?> ArgumentsAsync(string hash) => new(Arguments.TryGetValue(hash, out JsonElement kept) ? kept : null);

    public ValueTask<(JsonElement Result, bool IsWhole)?> ResultAsync(string callId) => new(Results.TryGetValue(callId, out (JsonElement, bool) kept) ? kept : null);

    public ValueTask<(int Code, string Message)?> FailureAsync(string callId) => new(Failures.TryGetValue(callId, out (int, string) kept) ? kept : null);

    public ValueTask<(string? IdempotencyKey, string? Approval)?> CallAsync(string callId) => default;

    public ValueTask<JsonElement?> DefinitionAsync(string digest) => default;
}
