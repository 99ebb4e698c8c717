using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Definitions;

/// <summary>Makes proposals: everything about a call that takes work to find out (spec 2, 2.5, 2.9). Shared by the gateway and golden tasks.</summary>
public static class ProposalBuilder
{
    /// <summary>Builds the proposal of a call.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tool">The declared tool of that name; null when there is none.</param>
    /// <param name="definition">Its definition; null when the tool is unknown or not available.</param>
    /// <param name="name">The exposed name as the client wrote it.</param>
    /// <param name="arguments">The arguments object.</param>
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
        byte[] key) => throw new NotSupportedException();

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
        CompiledBundle bundle, Tool tool, ToolDefinition? definition, CallProposal proposal, Approval approval, string tenant, byte[] key) =>
        throw new NotSupportedException();
}
