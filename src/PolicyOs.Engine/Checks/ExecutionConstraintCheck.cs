using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 19: execution_constraints, on the exact arguments about to be sent.</summary>
internal sealed class ExecutionConstraintCheck : ICheck
{
    public int Row => 19;

    public string Name => "execution_constraints";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { ExecutionConstraints.IsEmpty: false };

    public Finding? Examine(CallContext call) =>
        InvariantEvaluator.FirstFailure(call.Contract.ExecutionConstraints, call.Arguments, call.Scope) is { } failure
            ? InvariantFinding.Of(call, DecisionCode.ExecutionConstraintViolated, "execution_constraints", failure)
            : null;
}
