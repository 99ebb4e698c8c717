using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Verification.Explain;

/// <summary>Decides one hypothetical call by the very engine that serves calls, and says what every check had to say.</summary>
public static class CallExplainer
{
    private const string Id = "explained";

    /// <summary>Explains one call. Nothing is appended and nothing is sent.</summary>
    /// <param name="bundle">The contract.</param>
    /// <param name="facts">The state that the call meets.</param>
    /// <param name="tool">The exposed name; it need not be declared.</param>
    /// <param name="arguments">The arguments, a JSON object.</param>
    /// <param name="upstream">The server's definition of the tool; null when it is not known: then the locked one stands in, where there is a lock.</param>
    /// <param name="key">The key of keyed hashes that the state was made with; any 32 bytes for a state of no journal.</param>
    public static Explanation Explain(CompiledBundle bundle, Facts facts, string tool, JsonElement arguments, JsonElement? upstream, byte[] key)
    {
        Tool? declared = bundle.ToolNumbers.TryGetValue(tool, out int number) ? bundle.Tools[number] : null;
        upstream ??= declared is null ? null : bundle.LockedDefinition(declared);
        ToolDefinition? definition = declared?.Contract is null ? null : ToolDefinition.Compile(declared, upstream);
        CallProposal proposal = ProposalBuilder.Build(bundle, declared, definition, tool, arguments, default, facts.Principal.Tenant, Id, Id, key);
        if (declared is not null && ApprovalDesk.EditsFor(facts.Session, proposal) is { } edited)
        {
            proposal = ProposalBuilder.WithEdits(bundle, declared, definition, proposal, edited, facts.Principal.Tenant, key);
        }

        Decision decision = PolicyEngine.Decide(bundle, facts, proposal);
        ImmutableArray<string> notes = declared is { Contract: not null, InputSchema: null } && upstream is null
            ? [$"the contract declares no input schema for {tool} and its server is not asked here: the arguments were held against none"]
            : [];
        return new(bundle, facts, proposal, decision, Checks(decision), notes);
    }

    private static ImmutableArray<ExplainedCheck> Checks(Decision decision)
    {
        // What stopped the call, or in advise and observe would have, is the last that ran.
        Decision deciding = decision.Verdict == Verdict.Allow && decision.Would is { } would ? would : decision;
        var ran = decision.Trace.ToDictionary(static check => check.Check);
        return
        [
            .. PolicyEngine.Checks.Select(check => ran.TryGetValue(check.Name, out CheckTrace trace)
                ? new ExplainedCheck(check.Row, check.Name, trace.Verdict, trace.Code, check.Name == deciding.Check ? Found(deciding) : [])
                : new ExplainedCheck(check.Row, check.Name, null, null, [])),
        ];
    }

    private static ImmutableArray<ExplainedPart> Found(Decision decision) =>
    [
        .. Part("because", decision.Message),
        .. Part("the author says", decision.Reason),
        .. Part("path", decision.Path),
        .. Part("expected", decision.Expected),
        .. Part("actual", decision.Actual),
        .. Part("again after", decision.RetryAfter is { } wait ? $"{Math.Ceiling(wait.TotalMilliseconds)} ms" : null),
        .. Part("answered from the record of", decision.ReplayOf),
        .. decision.Approval is { } approval ? [Asked(approval)] : ImmutableArray<ExplainedPart>.Empty,
    ];

    private static ExplainedPart Asked(Approval approval) => new(
        "approval",
        $"{approval.Status.ToString().ToLowerInvariant()}, until {approval.Expires.UtcDateTime:O}, no answer {(approval.AllowOnTimeout ? "allows" : "denies")}",
        [.. approval.Requirements.Select(Requirement)]);

    private static ExplainedPart Requirement(ApprovalRequirement requirement) => new(
        requirement.Checkpoint,
        requirement.Seats.IsEmpty
            ? requirement.IsOutOfBand ? "any operator" : "the person at the client"
            : $"{requirement.Rule.ToString().ToLowerInvariant()} of {string.Join(", ", requirement.Seats.Select(static seat => $"{seat.Kind.ToString().ToLowerInvariant()} {seat.Name}"))}",
        [
            .. requirement.SeparationOfDuties ? [new ExplainedPart("not by", "whoever asks")] : ImmutableArray<ExplainedPart>.Empty,
            .. requirement.Editable.IsEmpty ? ImmutableArray<ExplainedPart>.Empty : [new ExplainedPart("may be changed", string.Join(", ", requirement.Editable))],
        ]);

    private static ImmutableArray<ExplainedPart> Part(string name, string? value) => value is { Length: > 0 } ? [new(name, value)] : [];
}
