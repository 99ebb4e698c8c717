using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Model;

/// <summary>An entry of a <c>when</c> list of checkpoints and escalation triggers (spec 1.5, 1.7).</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Operators on a path into arguments; a missing path or a wrong type counts as met.</summary>
    public sealed record OnPath(Invariant Invariant) : Condition;

    /// <summary><c>cel</c>; it reads the variables of <see cref="RuleVariables"/> and yields bool. One without an answer denies.</summary>
    public sealed record Expression(CelProgram Program) : Condition;
}
