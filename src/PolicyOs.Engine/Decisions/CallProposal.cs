using System.Text.Json;

namespace PolicyOs.Engine.Decisions;

/// <summary>One proposed call with everything about it that takes work or chance to find out (spec 2).</summary>
public sealed record CallProposal
{
    /// <summary>The proposal's id; deciding the same id again counts nothing.</summary>
    public required string CallId { get; init; }

    /// <summary>The exposed tool name, as the client wrote it.</summary>
    public required string Tool { get; init; }

    /// <summary>A JSON object.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>HMAC-SHA-256 over the canonical arguments under the store's key, lower-case hex.</summary>
    public required string ArgumentsHash { get; init; }

    /// <summary>Digest over server identity, upstream name, pinned definition and canonical arguments: what an approval is bound to.</summary>
    public required string CallDigest { get; init; }

    /// <summary>The first violation of the effective input schema; null when there is none.</summary>
    public required string? SchemaViolation { get; init; }

    /// <summary>JSON Pointer of that violation; null when there is none.</summary>
    public string? SchemaViolationPath { get; init; }

    /// <summary>The kind of secret found in arguments or <c>_meta</c>, and where; null when there is none.</summary>
    public SecretFinding? Secret { get; init; }

    /// <summary>Keyed hash of the idempotency key; null when the tool has none or the client gave none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Id that a new approval gets when the decision asks for one.</summary>
    public required string NewApprovalId { get; init; }

    /// <summary>The grant that the call presents (requestState or <c>_meta["policyos/approval"]</c>); null when none.</summary>
    public string? PresentedApproval { get; init; }

    /// <summary>The approval whose edits are in <see cref="Arguments"/>; null when they are as the agent wrote them.</summary>
    public string? EditedBy { get; init; }

    /// <summary>With <see cref="EditedBy"/>: the call digest before the edits, which the approval was asked for.</summary>
    public string? OriginalCallDigest { get; init; }
}
