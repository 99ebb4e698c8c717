using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 13: assertions.input_invariants.</summary>
internal sealed class InputInvariantCheck : ICheck
{
    public int Row => 13;

    public string Name => "input_invariants";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { InputInvariants.IsEmpty: false };

    public Finding? Examine(CallContext call) =>
        InvariantEvaluator.FirstFailure(call.Contract.InputInvariants, call.Arguments, call.Scope) is { } failure
            ? InvariantFinding.Of(call, DecisionCode.InputInvariantFailed, "input_invariants", failure)
            : null;
}
