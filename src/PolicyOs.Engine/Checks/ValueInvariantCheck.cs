using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 13: argument_value_invariants without <c>ref</c>.</summary>
internal sealed class ValueInvariantCheck : ICheck
{
    public int Row => 13;

    public string Name => "value_invariants";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { } contract && contract.ValueInvariants.Any(static i => !ReferenceCheck.IsReference(i));

    public Finding? Examine(CallContext call)
    {
        foreach (Invariant invariant in call.Contract.ValueInvariants)
        {
            if (!ReferenceCheck.IsReference(invariant) && InvariantEvaluator.Check(invariant, call.Arguments, call.Scope) is { } failure)
            {
                return InvariantFinding.Of(call, DecisionCode.ArgumentValueMismatch, "argument_value_invariants", failure);
            }
        }

        return null;
    }
}
