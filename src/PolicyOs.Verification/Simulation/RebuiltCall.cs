using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>A recorded call as the other bundle would have been asked to decide it.</summary>
/// <param name="Proposal">The call.</param>
/// <param name="Tool">Its tool; null when the other bundle declares none of that name.</param>
/// <param name="Definition">Its schemas; null where there is no contract.</param>
/// <param name="Arguments">Its arguments as far as they were kept.</param>
/// <param name="Unknown">The rows that would read what was not kept.</param>
internal sealed record RebuiltCall(CallProposal Proposal, Tool? Tool, ToolDefinition? Definition, KeptDocument Arguments, UnknownRows Unknown)
{
    /// <summary>Rebuilds a call.</summary>
    /// <param name="world">What sessions share.</param>
    /// <param name="session">The session.</param>
    /// <param name="call">The call.</param>
    /// <param name="context">What it was decided with; null when that was not kept.</param>
    /// <param name="newApprovalId">Id that a new approval gets.</param>
    public static async ValueTask<RebuiltCall> OfAsync(SimulatedWorld world, RecordedSession session, RecordedCall call, RecordedContext? context, string newApprovalId)
    {
        CompiledBundle bundle = world.Bundle;
        Tool? tool = bundle.ToolNumbers.TryGetValue(call.Tool, out int number) ? bundle.Tools[number] : null;
        var unknown = new UnknownRows(bundle);
        KeptDocument arguments = await ArgumentsAsync(world.Records, call);
        (ToolDefinition? definition, bool isInputKnown) = tool?.Contract is null ? (null, true) : await world.DefinitionAsync(tool, context);
        CallProposal proposal = ProposalBuilder.Build(
            bundle, tool, definition, call.Tool, arguments.Root, default, session.Tenant, call.Id, newApprovalId, world.Records.Key);
        if (!arguments.IsWhole)
        {
            proposal = proposal with { ArgumentsHash = call.ArgumentsHash, CallDigest = $"{call.Tool}/{call.ArgumentsHash}" };
        }

        if (tool?.Contract is { } contract)
        {
            bool isSame = definition is not null && context?.Tools.GetValueOrDefault(tool.Name).Schema == definition.InputFingerprint;
            proposal = WithSchema(proposal, call, arguments, isInputKnown, isSame, unknown);
            proposal = WithSecret(proposal, call, arguments, unknown);
            proposal = await WithKeysAsync(proposal, world.Records, call, contract, arguments, context is not null, unknown);
        }

        return new(proposal, tool, definition, arguments, unknown);
    }

    private static async ValueTask<KeptDocument> ArgumentsAsync(IKeptRecords records, RecordedCall call)
    {
        if (call.ArgumentsHash.Length == 0 || await records.ArgumentsAsync(call.ArgumentsHash) is not { } kept)
        {
            return KeptDocument.Nothing;
        }

        return RecordedHash.IsOf(kept, call.ArgumentsHash, records.Key) ? KeptDocument.Whole(kept) : KeptDocument.Masked(kept);
    }

    private static CallProposal WithSchema(CallProposal proposal, RecordedCall call, KeptDocument arguments, bool isInputKnown, bool isSame, UnknownRows unknown)
    {
        if (arguments.IsWhole && isInputKnown)
        {
            return proposal;
        }

        // The same schema said of the very arguments what is recorded, if the decision came so far.
        bool isViolation = call.FirstCode == DecisionCode.ContractViolation.Name;
        if (isSame && (call.Row > 3 || isViolation || call.FirstCode == DecisionCode.SecretInArguments.Name))
        {
            return proposal with { SchemaViolation = isViolation ? "as recorded" : null, SchemaViolationPath = null };
        }

        unknown.Add(3, "the arguments were not kept whole, or what they have to be held against was not kept");
        return proposal;
    }

    private static CallProposal WithSecret(CallProposal proposal, RecordedCall call, KeptDocument arguments, UnknownRows unknown)
    {
        if (call.FirstCode == DecisionCode.SecretInArguments.Name || arguments.HasMaskedSecret)
        {
            return proposal with { Secret = new SecretFinding("secret", "$") };
        }

        if (!arguments.IsWhole && call.Row <= 3)
        {
            unknown.Add(3, "whether the arguments hold a secret was not kept");
        }

        return proposal;
    }

    private static async ValueTask<CallProposal> WithKeysAsync(
        CallProposal proposal, IKeptRecords records, RecordedCall call, ToolContract contract, KeptDocument arguments, bool areKept, UnknownRows unknown)
    {
        (string? IdempotencyKey, string? Approval)? kept = await records.CallAsync(call.Id);
        if (contract.Idempotency is { } idempotency)
        {
            bool isHidden = idempotency.Key.IsEmpty ? kept is null && !areKept : idempotency.Key.Any(arguments.Hides);
            if (isHidden)
            {
                unknown.Add(7, "the idempotency key was not kept");
            }

            proposal = idempotency.Key.IsEmpty ? proposal with { IdempotencyKey = kept?.IdempotencyKey } : proposal;
        }

        return proposal with { PresentedApproval = kept?.Approval };
    }
}
