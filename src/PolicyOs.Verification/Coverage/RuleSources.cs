using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Verification.Coverage.Sources;

namespace PolicyOs.Verification.Coverage;

/// <summary>
/// Every kind of rule, in the order of spec 2.1. What decides on no call is none: bounds on starting sessions, timeouts and retries, what
/// people are shown, and the types of properties, without which a schema is not one.
/// </summary>
internal static class RuleSources
{
    private static readonly ImmutableArray<IRuleSource> s_all =
    [
        new BlockedTools(),      // 2
        new SchemaKeywords(),    // 3
        new SecretRules(),
        new LabelGates(),        // 4
        new Authorization(),     // 5
        new RiskGates(),         // 6
        new IdempotentTools(),   // 7
        new PhaseRules(),        // 8
        new Limits(),            // 9, 10, 11
        new Preconditions(),     // 12
        new Invariants(),        // 13, 14, 19, and those on results
        new Aggregates(),        // 15
        new Envelopes(),         // 16
        new ExpressionRules(),       // 18
        new Checkpoints(),       // 20
        new Effects(),
    ];

    /// <summary>All rules of a bundle.</summary>
    public static ImmutableArray<RuleInstance> Of(CompiledBundle bundle) => [.. s_all.SelectMany(source => source.Of(bundle))];
}
