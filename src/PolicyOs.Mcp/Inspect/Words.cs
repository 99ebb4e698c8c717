using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Mcp.Inspect;

/// <summary>Contract values in words.</summary>
internal static class Words
{
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{Of(number)} {noun}s";

    /// <summary>A checkpoint's name; that of a tool's own has none.</summary>
    public static string NameOf(Checkpoint checkpoint) => checkpoint.Origin == CheckpointOrigin.Tool ? "its own" : checkpoint.Name;

    public static string Of(EnforcementMode mode) => mode switch { EnforcementMode.Advise => "advise", EnforcementMode.Observe => "observe", _ => "enforce" };

    public static string Of(EvidenceClass evidence) => evidence switch
    {
        EvidenceClass.LocalTransaction => "the result shows the effect",
        EvidenceClass.AckOnly => "the server acknowledges",
        _ => "none",
    };

    public static string Of(TrustLevel trust) => trust switch
    {
        TrustLevel.TrustedSystem => "trusted system",
        TrustLevel.TrustedPolicy => "trusted policy",
        TrustLevel.VendorContent => "vendor content",
        _ => "untrusted user content",
    };

    public static string Of(AggregateMetric metric) => metric switch
    {
        AggregateMetric.Sum => "sum",
        AggregateMetric.Count => "count",
        AggregateMetric.Max => "max",
        AggregateMetric.Min => "min",
        _ => "count of distinct values",
    };

    /// <summary>What a constrained value must be.</summary>
    public static string Of(Envelope envelope) => envelope.Constraint switch
    {
        EnvelopeConstraint.LteCeiling => "not above the ceiling",
        EnvelopeConstraint.GteFloor => "not below the floor",
        EnvelopeConstraint.WithinBand => $"within {envelope.Band} of the anchor, relative",
        EnvelopeConstraint.MonotonicDecrease => "never above the one before",
        EnvelopeConstraint.MonotonicIncrease => "never below the one before",
        _ => "between floor and ceiling",
    };

    public static string Of(EnvelopeRole role) => role.ToString().ToLowerInvariant();

    public static string Of(ServerTransport transport) => transport switch
    {
        ServerTransport.Stdio stdio => string.Join(' ', stdio.Arguments.Prepend(stdio.Command)),
        ServerTransport.Http http => http.Url,
        _ => "",
    };

    public static string Of(ClientRequests requests) => string.Join(
        ", ",
        new[] { requests.Elicitation ? "elicitation" : null, requests.Roots ? "roots" : null, requests.Sampling ? "sampling" : null }.OfType<string>());

    public static string Of(RateLimit? limit) => limit is null
        ? ""
        : string.Join(
            ", ",
            new[]
            {
                limit.MaxPerMinute is { } minute ? $"{Of(minute)} a minute" : null,
                limit.MaxPerHour is { } hour ? $"{Of(hour)} an hour" : null,
                limit.MaxPerDay is { } day ? $"{Of(day)} a day" : null,
            }.OfType<string>()) + $" per {limit.Per.ToString().ToLowerInvariant()}";

    public static string Of(Idempotency idempotency) => string.Create(
        CultureInfo.InvariantCulture,
        $"the same {(idempotency.Key.IsEmpty ? "key of the client" : string.Join(", ", idempotency.Key.Select(PathText.Of)))} is carried out once in {idempotency.Retention.TotalHours} h");

    public static string Of(Observation observation) => string.Join(
        ", ",
        new[] { Of(observation.TrustLevel), observation.DataClassification, observation.SourceSystem is { } source ? $"from {source}" : null }.OfType<string>());

    public static string Of(ResponseFormat? format) => format is null ? "" : string.Join(
        ", ",
        new[]
        {
            format.FinishReason is { } reason ? $"end for {reason}" : null,
            format.ToolCallsPresent switch { true => "call a tool", false => "call no tool", _ => null },
            format.ContentMustBeEmptyWhenToolCalls == true ? "say nothing beside tool calls" : null,
        }.OfType<string>());

    public static string Of(CompiledBundle bundle, Compensation? compensation) => compensation is null
        ? ""
        : string.Join(
            "; ",
            new[] { compensation.Tool >= 0 ? bundle.Tools[compensation.Tool].Name : null, $"owner {compensation.Owner}", compensation.Steps }.OfType<string>());

    public static string Of(CompiledBundle bundle, Precondition precondition)
    {
        string fact = precondition.Fact < 0 ? "" : Of(bundle, bundle.PriorFacts[precondition.Fact]);
        string steps = precondition.MinimumCommits > 0 ? $"{Of(precondition.MinimumCommits)} committed calls" : "";
        return string.Join(" and ", new[] { fact, steps }.Where(text => text.Length > 0));
    }

    public static string Risk(ToolContract contract) => contract.Tier is { } tier
        ? $"{contract.SideEffect.ToString().ToLowerInvariant()} ({tier})"
        : contract.SideEffect.ToString().ToLowerInvariant();

    public static string PhasesOf(CompiledBundle bundle, ToolContract contract) => contract.ValidInPhases.IsEvery
        ? "every"
        : string.Join(", ", bundle.Session.Phases.Where((_, number) => contract.ValidInPhases.Contains(number)).Select(phase => phase.Name));

    public static string When(CompiledBundle bundle, Checkpoint checkpoint) => checkpoint.When.IsEmpty
        ? "always"
        : string.Join(
            checkpoint.MatchAll ? " and " : " or ",
            checkpoint.When.Select(condition => Of(bundle, condition)));

    /// <summary>When conditional bounds of an aggregate hold.</summary>
    public static string Of(CompiledBundle bundle, BoundCondition condition) => condition switch
    {
        BoundCondition.OnSlot slot => $"{bundle.Slots[slot.Slot]} {Of(bundle, slot.Operators)}",
        BoundCondition.Expression expression => expression.Source,
        _ => throw new InvalidOperationException($"a condition that has no words: {condition.GetType().Name}"),
    };

    /// <summary>Bounds, as far as they are stated.</summary>
    public static string Bounds(JsonNumber? atLeast, JsonNumber? atMost) =>
        string.Join(" and ", new[] { atLeast is { } low ? $"≥ {low}" : null, atMost is { } high ? $"≤ {high}" : null }.OfType<string>());

    public static string Approvers(Checkpoint checkpoint)
    {
        string who = checkpoint.Approvers.IsEmpty
            ? "the person at the client"
            : $"{checkpoint.Rule.ToString().ToLowerInvariant()} of {string.Join(", ", checkpoint.Approvers.Select(a => $"{a.Kind.ToString().ToLowerInvariant()} {a.Name}"))}";
        return who + (checkpoint.SeparationOfDuties ? ", not the requester" : "") + (checkpoint.IsOutOfBand ? ", operators only" : "");
    }

    /// <summary>What holds at a path.</summary>
    public static string Of(CompiledBundle bundle, Invariant invariant) => $"{PathText.Of(invariant.Path)} {Of(bundle, invariant.Operators)}";

    private static string Of(CompiledBundle bundle, Condition condition) => condition switch
    {
        Condition.OnPath path => Of(bundle, path.Invariant),
        Condition.Expression expression => expression.Program.Source,
        _ => throw new InvalidOperationException($"a condition that has no words: {condition.GetType().Name}"),
    };

    private static string Of(CompiledBundle bundle, ImmutableArray<Operator> operators) => string.Join(", ", operators.Select(op => Of(bundle, op)));

    private static string Of(CompiledBundle bundle, PriorFact fact) =>
        bundle.Tools[fact.Tool].Name + (fact.Resource is null ? "" : $" for the same {PathText.Of(fact.Resource)}") + (fact.WithOutput.IsEmpty ? "" : $" with a result in which {string.Join(" and ", fact.WithOutput.Select(invariant => Of(bundle, invariant)))}");

    private static string Of(CompiledBundle bundle, Operator op) => op switch
    {
        Operator.EqualTo o => $"= {o.Value.GetRawText()}",
        Operator.Exists o => o.Expected ? "exists" : "is absent",
        Operator.TypeIs o => $"is {o.Type.ToString().ToLowerInvariant()}",
        Operator.Contains o => $"contains {o.Value.GetRawText()}",
        Operator.OneOf o => $"one of {string.Join(", ", o.Values.Select(value => value.GetRawText()))}",
        Operator.Matches o => $"matches {o.Pattern}",
        Operator.AtLeast o => $"≥ {o.Bound}",
        Operator.AtMost o => $"≤ {o.Bound}",
        Operator.LengthAtLeast o => $"length ≥ {Of(o.Length)}",
        Operator.LengthAtMost o => $"length ≤ {Of(o.Length)}",
        Operator.EqualsEnvironment o => $"equals the variable {bundle.EnvironmentNames[o.Variable]}",
        Operator.EqualsSlot o => $"equals {bundle.Slots[o.Slot]}{(o.Tolerance is { } tolerance ? $" within {tolerance} of it" : "")}",
        _ => throw new InvalidOperationException($"an operator that has no words: {op.GetType().Name}"),
    };
}
