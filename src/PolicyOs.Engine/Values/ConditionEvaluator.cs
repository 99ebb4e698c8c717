using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Values;

/// <summary>
/// Conditions of checkpoints, escalation triggers and labels (spec 1.5): like invariants, but what cannot be evaluated counts as triggered:
/// a missing path, unless the entry itself asks whether it exists, and a value of the wrong type.
/// </summary>
internal static class ConditionEvaluator
{
    /// <summary>Whether one condition triggers.</summary>
    public static bool Triggers(Invariant condition, JsonElement root, in Scope scope)
    {
        if (condition.Path.IsSingular)
        {
            return condition.Path.TrySelectSingle(root, out JsonElement value) ? Node(condition, value, scope) ?? true : TriggersWhenMissing(condition);
        }

        bool any = false;
        bool holds = true;
        foreach (JsonElement node in Nodes.Select(condition.Path, root))
        {
            any = true;
            if (Node(condition, node, scope) is not { } said)
            {
                return true;
            }

            holds &= said;
        }

        return any ? holds : TriggersWhenMissing(condition);
    }

    /// <summary>Whether every operator holds of a node; null when one of them cannot be asked.</summary>
    private static bool? Node(Invariant condition, JsonElement node, in Scope scope)
    {
        bool holds = true;
        foreach (Operator op in condition.Operators)
        {
            switch (OperatorEvaluator.Evaluate(op, node, scope))
            {
                case OperatorOutcome.Failed:
                    holds = false;
                    break;
                case OperatorOutcome.WrongType or OperatorOutcome.Unbound:
                    return null;
                default:
                    break;
            }
        }

        return holds;
    }

    private static bool TriggersWhenMissing(Invariant condition)
    {
        foreach (Operator op in condition.Operators)
        {
            if (op is Operator.Exists exists)
            {
                return !exists.Expected;
            }
        }

        return true;
    }
}
