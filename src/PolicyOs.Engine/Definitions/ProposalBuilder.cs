using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Secrets;
using PolicyOs.Json.Strict;

namespace PolicyOs.Engine.Definitions;

/// <summary>Makes proposals: everything about a call that takes work to find out (spec 2, 2.5, 2.9). Shared by the gateway and golden tasks.</summary>
public static class ProposalBuilder
{
    private const string ApprovalKey = "policyos/approval";

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    /// <summary>Builds the proposal of a call.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tool">The declared tool of that name; null when there is none.</param>
    /// <param name="definition">Its definition; null when the tool is unknown or not available.</param>
    /// <param name="name">The exposed name as the client wrote it.</param>
    /// <param name="arguments">The arguments object; default when there is none, which counts as an empty one.</param>
    /// <param name="meta">The request's <c>_meta</c>; default when there is none.</param>
    /// <param name="tenant">The caller's tenant, part of an idempotency key.</param>
    /// <param name="callId">The proposal's id.</param>
    /// <param name="newApprovalId">Id that a new approval gets.</param>
    /// <param name="key">The store's key for keyed hashes.</param>
    public static CallProposal Build(
        CompiledBundle bundle,
        Tool? tool,
        ToolDefinition? definition,
        string name,
        JsonElement arguments,
        JsonElement meta,
        string tenant,
        string callId,
        string newApprovalId,
        byte[] key)
    {
        JsonElement given = arguments.ValueKind == JsonValueKind.Undefined ? NoArguments : arguments;
        string hash = KeyedHash.Of(given, key);
        (string Path, string Message)? violation = tool is null ? null : Violation(definition, given);
        return new CallProposal
        {
            CallId = callId,
            Tool = name,
            Arguments = given,
            ArgumentsHash = hash,
            CallDigest = tool is null
                ? KeyedHash.Of(key, "call", name, hash)
                : KeyedHash.Of(key, "call", ServerIdentity.Of(bundle.Servers[tool.Server]), tool.UpstreamName, definition?.Digest ?? string.Empty, hash),
            SchemaViolation = violation?.Message,
            SchemaViolationPath = violation?.Path,
            Secret = tool is null ? null : SecretScan.Find(given, "$") ?? (meta.ValueKind == JsonValueKind.Undefined ? null : SecretScan.Find(meta, "_meta")),
            IdempotencyKey = tool is null ? null : IdempotencyKeys.Of(bundle, tool, given, meta, tenant, key),
            NewApprovalId = newApprovalId,
            PresentedApproval = meta.ValueKind == JsonValueKind.Object && meta.TryGetProperty(ApprovalKey, out JsonElement presented)
                && presented.ValueKind == JsonValueKind.String
                    ? presented.GetString()
                    : null,
        };
    }

    /// <summary>
    /// The same proposal with the values that approvers changed in place: what is to be decided, and sent, after an approval with edits.
    /// </summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="proposal">As the agent proposed it.</param>
    /// <param name="approval">The approved approval of that very call.</param>
    /// <param name="tenant">The caller's tenant.</param>
    /// <param name="key">The store's key.</param>
    public static CallProposal WithEdits(
        CompiledBundle bundle, Tool tool, ToolDefinition? definition, CallProposal proposal, Approval approval, string tenant, byte[] key)
    {
        JsonElement? edited = ArgumentEdits.Apply(tool.Contract!, proposal.Arguments, approval.Modifications);
        CallProposal rebuilt = Build(
            bundle, tool, definition, proposal.Tool, edited ?? proposal.Arguments, default, tenant, proposal.CallId, proposal.NewApprovalId, key);
        return rebuilt with
        {
            SchemaViolation = edited is null ? "a value that the approver changed has no place in this call" : rebuilt.SchemaViolation,
            // A key that the client gave stays; one that is read from the arguments is read from the changed ones.
            IdempotencyKey = tool.Contract!.Idempotency is { Key.IsEmpty: false } ? rebuilt.IdempotencyKey : proposal.IdempotencyKey,
            PresentedApproval = proposal.PresentedApproval,
            EditedBy = approval.Id,
            OriginalCallDigest = proposal.CallDigest,
        };
    }

    private static (string Path, string Message)? Violation(ToolDefinition? definition, JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
        {
            return (string.Empty, "the arguments must be an object");
        }

        return NumberRange.Check(arguments) is { Pointer: var pointer }
            ? (pointer, $"{pointer}: a number may have 34 significant digits and an exponent up to 400")
            : definition?.CheckInput(arguments);
    }
}
