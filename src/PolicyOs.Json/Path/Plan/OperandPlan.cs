using PolicyOs.Json.Path.Evaluation;

namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled expression of type ValueType.</summary>
internal abstract record OperandPlan
{
    private OperandPlan()
    {
    }

    internal sealed record Literal(PathValue Value) : OperandPlan;

    /// <summary>The value of a singular query.</summary>
    internal sealed record Single(QueryPlan Query) : OperandPlan;

    internal sealed record Length(OperandPlan Of) : OperandPlan;

    internal sealed record Count(QueryPlan Of) : OperandPlan;

    /// <summary>value(): the value of the only node.</summary>
    internal sealed record ValueOf(QueryPlan Of) : OperandPlan;
}
