using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 14: argument_value_invariants with <c>ref</c>, against what earlier calls bound.</summary>
internal sealed class ReferenceCheck : ICheck
{
    public int Row => 14;

    public string Name => "references";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { } contract && contract.ValueInvariants.Any(IsReference);

    public Finding? Examine(CallContext call)
    {
        foreach (Invariant invariant in call.Contract.ValueInvariants)
        {
            if (IsReference(invariant) && (Unbound(call, invariant) ?? Mismatch(call, invariant)) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    /// <summary>Whether an entry compares with a slot.</summary>
    public static bool IsReference(Invariant invariant)
    {
        foreach (Operator op in invariant.Operators)
        {
            if (op is Operator.EqualsSlot)
            {
                return true;
            }
        }

        return false;
    }

    private static Finding? Unbound(CallContext call, Invariant invariant)
    {
        foreach (Operator op in invariant.Operators)
        {
            if (op is Operator.EqualsSlot slot && call.Session.SlotValues[slot.Slot] is null)
            {
                string name = call.Bundle.Slots[slot.Slot];
                string binders = BindersOf(call.Bundle, slot.Slot);
                return Finding.Deny(
                    DecisionCode.RefUnbound, $"{call.Tool.Name}: {PathText.Of(invariant.Path)} is compared with `{name}`, which nothing has bound yet; complete {binders} first")
                    with { Path = PathText.Of(invariant.Path), Expected = OperatorText.Of(op, call.Bundle) };
            }
        }

        return null;
    }

    private static string BindersOf(CompiledBundle bundle, int slot) =>
        string.Join(" or ", bundle.Tools.Where(t => t.Contract is { } c && c.Binds.Any(b => b.Slot == slot)).Select(static t => t.Name));

    private static Finding? Mismatch(CallContext call, Invariant invariant) =>
        InvariantEvaluator.Check(invariant, call.Arguments, call.Scope) is { } failure
            ? InvariantFinding.Of(call, DecisionCode.RefMismatch, "argument_value_invariants", failure)
            : null;
}
