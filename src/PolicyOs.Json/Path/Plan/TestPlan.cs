using PolicyOs.Json.Path.Syntax;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled expression of type LogicalType.</summary>
internal abstract record TestPlan
{
    private TestPlan()
    {
    }

    internal sealed record Any(TestPlan[] Tests) : TestPlan;

    internal sealed record All(TestPlan[] Tests) : TestPlan;

    internal sealed record Not(TestPlan Test) : TestPlan;

    internal sealed record Exists(QueryPlan Query) : TestPlan;

    internal sealed record Compare(OperandPlan Left, ComparisonOperator Operator, OperandPlan Right) : TestPlan;

    /// <summary>match() or search() with a pattern that is known; null where the literal is no I-Regexp, which never matches (RFC 9535 section 2.4.6).</summary>
    internal sealed record Matches(OperandPlan Text, Pattern? Pattern) : TestPlan;

    /// <summary>match() or search() with a pattern that the document holds.</summary>
    internal sealed record MatchesDynamic(OperandPlan Text, OperandPlan Pattern, PatternSyntax Syntax) : TestPlan;
}
