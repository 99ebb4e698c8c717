using System.Collections.Immutable;

namespace PolicyOs.Engine.Checks;

/// <summary>The one ordered list of spec 2.1: the first failure is the reason given.</summary>
internal static class CheckList
{
    public static readonly ImmutableArray<ICheck> All =
    [
        new SessionCheck(),             // 1
        new ToolCheck(),                // 2
        new InputSchemaCheck(),         // 3
        new SecretCheck(),
        new LabelGateCheck(),           // 4
        new PolicyCheck(),              // 5
        new PermissionCheck(),
        new PurposeCheck(),
        new RiskGateCheck(),            // 6
        new IdempotencyCheck(),         // 7
        new PhaseCheck(),               // 8
        new ForbidsAfterCheck(),        // 9
        new SessionLimitCheck(),        // 10
        new ToolLimitCheck(),
        new CostCheck(),
        new LoopCheck(),
        new RateLimitCheck(),           // 11
        new PreconditionCheck(),        // 12
        new InputInvariantCheck(),      // 13
        new ValueInvariantCheck(),
        new ReferenceCheck(),           // 14
        new AggregateCheck(),           // 15
        new EnvelopeCheck(),            // 16
        new RuleCheck(),                // 18
        new ExecutionConstraintCheck(), // 19
        new ApprovalCheck(),            // 20
    ];

    /// <summary>Those that also hide tools.</summary>
    public static readonly ImmutableArray<IVisibilityCheck> Visibility = [.. All.OfType<IVisibilityCheck>()];
}
