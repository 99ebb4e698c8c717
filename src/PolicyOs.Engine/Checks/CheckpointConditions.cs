using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Checks;

/// <summary>
/// Whether a checkpoint's <c>when</c> is met. A path that cannot be evaluated counts as met (spec 1.5); an expression without an answer
/// leaves the whole without one, unless another entry decides it alone, as the operators of CEL do: the call is denied (spec 1.7).
/// </summary>
internal static class CheckpointConditions
{
    /// <returns>Null when it cannot be decided.</returns>
    public static bool? AreMet(Checkpoint checkpoint, CallContext call, out string? why)
    {
        why = null;
        foreach (Condition condition in checkpoint.When)
        {
            bool? met = condition switch
            {
                Condition.OnPath path => ConditionEvaluator.Triggers(path.Invariant, call.Arguments, call.Scope),
                Condition.Expression expression => Truth(expression.Program, call, ref why),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (met == !checkpoint.MatchAll)
            {
                return met;
            }
        }

        return why is not null ? null : checkpoint.MatchAll || checkpoint.When.IsEmpty;
    }

    private static bool? Truth(CelProgram program, CallContext call, ref string? why)
    {
        CelResult result = program.Evaluate(call.Activation);
        why ??= result.Truth is null ? ExpressionText.WhyUndecided(program.Source, result) : null;
        return result.Truth;
    }
}
