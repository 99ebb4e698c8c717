using System.Text.Json;

namespace PolicyOs.Journal.Records;

/// <summary>What a decision reads of a proposal that is not in its arguments; kept only for calls that have any of it.</summary>
/// <param name="IdempotencyKey">Keyed hash of the key that the client gave; null when it gave none.</param>
/// <param name="PresentedApproval">The approval that the call presents; null when none.</param>
public sealed record KeptCall(string? IdempotencyKey, string? PresentedApproval)
{
    /// <summary>The record's content.</summary>
    public byte[] Write() => RecordJson.Write(w =>
    {
        w.WriteString("idempotency"u8, IdempotencyKey);
        w.WriteString("approval"u8, PresentedApproval);
    });

    /// <summary>Reads the content.</summary>
    public static KeptCall Read(byte[] content)
    {
        JsonElement root = JsonElement.Parse(content);
        return new(root.GetProperty("idempotency"u8).GetString(), root.GetProperty("approval"u8).GetString());
    }
}
