using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Values;

/// <summary>Invariants (spec 1.4): every node satisfies every operator; a missing path fails unless <c>exists: false</c>.</summary>
internal static class InvariantEvaluator
{
    /// <summary>The first failure of a list; null when all hold.</summary>
    public static InvariantFailure? FirstFailure(ImmutableArray<Invariant> invariants, JsonElement root, in Scope scope)
    {
        foreach (Invariant invariant in invariants)
        {
            if (Check(invariant, root, scope) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>The failure of one invariant; null when it holds.</summary>
    public static InvariantFailure? Check(Invariant invariant, JsonElement root, in Scope scope)
    {
        if (invariant.Path.IsSingular)
        {
            return invariant.Path.TrySelectSingle(root, out JsonElement value)
                ? CheckNode(invariant, value, scope)
                : CheckMissing(invariant);
        }

        bool any = false;
        foreach (JsonElement node in Nodes.Select(invariant.Path, root))
        {
            any = true;
            if (CheckNode(invariant, node, scope) is { } failure)
            {
                return failure;
            }
        }

        return any ? null : CheckMissing(invariant);
    }

    private static InvariantFailure? CheckNode(Invariant invariant, JsonElement node, in Scope scope)
    {
        foreach (Operator op in invariant.Operators)
        {
            OperatorOutcome outcome = OperatorEvaluator.Evaluate(op, node, scope);
            if (outcome != OperatorOutcome.Satisfied)
            {
                return new InvariantFailure(invariant, op, outcome, node);
            }
        }

        return null;
    }

    private static InvariantFailure? CheckMissing(Invariant invariant)
    {
        foreach (Operator op in invariant.Operators)
        {
            if (op is not Operator.Exists { Expected: false })
            {
                return new InvariantFailure(invariant, op, OperatorOutcome.Failed, null);
            }
        }

        return null;
    }
}
