using System.Collections.Immutable;
using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Model;

/// <summary>When conditional bounds of an aggregate hold (spec 1.5, 1.7).</summary>
public abstract record BoundCondition
{
    private BoundCondition()
    {
    }

    /// <summary>The slot is bound, and its value satisfies every operator.</summary>
    public sealed record OnSlot(int Slot, ImmutableArray<Operator> Operators) : BoundCondition;

    /// <summary><c>cel</c>; it reads the variables of <see cref="RuleVariables"/> and yields bool. One without an answer denies.</summary>
    /// <param name="Source">The expression as written.</param>
    /// <param name="ByTool">By tool number, compiled against its arguments; null for tools that do not count in the aggregate.</param>
    public sealed record Expression(string Source, ImmutableArray<CelProgram?> ByTool) : BoundCondition;
}
