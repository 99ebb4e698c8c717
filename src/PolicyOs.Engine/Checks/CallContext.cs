using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Checks;

/// <summary>One decision in the making: what the checks read, and what they leave for the reservation.</summary>
internal sealed class CallContext
{
    private CelActivation? _activation;

    public CallContext(BundlePlan plan, ToolPlan tool, Facts facts, CallProposal proposal)
    {
        (Plan, ToolPlan, Facts, Proposal) = (plan, tool, facts, proposal);
        Known = ApprovalMatch.Find(this);
        CountsStep = !facts.Session.AskedProposals.Contains(proposal.CallId);
    }

    /// <summary>Digests of argument values.</summary>
    public DigestMemo Digests;

    public BundlePlan Plan { get; }

    public ToolPlan ToolPlan { get; }

    public Facts Facts { get; }

    public CallProposal Proposal { get; }

    public CompiledBundle Bundle => Plan.Bundle;

    public SessionState Session => Facts.Session;

    public JsonElement Arguments => Proposal.Arguments;

    /// <summary>The tool; only for checks that run after row 2.</summary>
    public Tool Tool => ToolPlan.Tool!;

    /// <summary>The tool's contract; only for checks that run after row 2.</summary>
    public ToolContract Contract => ToolPlan.Contract!;

    /// <summary>What conditions in CEL see; made when the first one asks. Only for checks that run after row 2.</summary>
    public CelActivation Activation => _activation ??= RuleInputs.Activation(this);

    public Scope Scope => new(Facts.Environment, Session.SlotValues);

    /// <summary>Whether this is the proposal's first decision, and so one step.</summary>
    public bool CountsStep { get; }

    /// <summary>The approval that this session has for an equal call, pending or decided and not used up.</summary>
    public Approval? Known { get; }

    /// <summary>Whether the proposal enters the loop window: not when decided again, nor when it repeats a call that people were asked about.</summary>
    public bool EntersLoop => CountsStep && Known is null;

    /// <summary>The approval that lets the call through; left by row 20.</summary>
    public Approval? Grant { get; set; }

    /// <summary>What rules ask people for; left by row 18.</summary>
    public ImmutableArray<Checkpoint> RuleApprovals { get; set; } = [];

    /// <summary>What the call adds to aggregates; left by row 15, default when it did not run to its end.</summary>
    public ImmutableArray<AggregateContribution> Aggregates { get; set; }

    /// <summary>The call's values in monotonic envelopes; left by row 16, default when it did not run to its end.</summary>
    public ImmutableArray<EnvelopeReservation> Envelopes { get; set; }
}
