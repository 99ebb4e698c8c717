using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>The operators between operands that are always both evaluated.</summary>
internal ref partial struct Evaluator
{
    private CelValue OfNegate(Plan.Negate plan)
    {
        CelValue operand = Evaluate(plan.Operand);
        return operand.Kind switch
        {
            CelKind.Int => operand.AsInt == long.MinValue ? CelValue.Fail("int overflow") : CelValue.From(-operand.AsInt),
            CelKind.Double => CelValue.From(-operand.AsDouble),
            CelKind.Error => operand,
            _ => NoOverload("-", operand),
        };
    }

    private CelValue OfArithmetic(Plan.Arithmetic plan)
    {
        CelValue left = Evaluate(plan.Left);
        if (left.IsError)
        {
            return left;
        }

        CelValue right = Evaluate(plan.Right);
        if (right.IsError)
        {
            return right;
        }

        return Arithmetic.Apply(plan.Operator, left, right, ref _budget)
            ?? NoOverload(Syntax.Operators.Symbol(plan.Operator), left, right);
    }

    private CelValue OfComparison(Plan.Comparison plan)
    {
        CelValue left = Evaluate(plan.Left);
        if (left.IsError)
        {
            return left;
        }

        CelValue right = Evaluate(plan.Right);
        if (right.IsError)
        {
            return right;
        }

        if (!ValueOrder.HasOrder(left.Kind, right.Kind))
        {
            return NoOverload(Syntax.Operators.Symbol(plan.Operator), left, right);
        }

        if (left.Kind is CelKind.String or CelKind.Bytes && !PayForText(left, right))
        {
            return _budget.Failure;
        }

        int? order = ValueOrder.Compare(left, right);
        return CelValue.From(plan.Operator switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private bool PayForText(in CelValue left, in CelValue right) => _budget.TryPayText(left.Kind == CelKind.Bytes
        ? Math.Min(left.AsBytes.Length, right.AsBytes.Length)
        : (long)Sizes.TextLength(left) + Sizes.TextLength(right));

    private CelValue OfEquality(Plan.Equality plan)
    {
        CelValue left = Evaluate(plan.Left);
        if (left.IsError)
        {
            return left;
        }

        CelValue right = Evaluate(plan.Right);
        if (right.IsError)
        {
            return right;
        }

        bool equal = ValueEquality.AreEqual(left, right, ref _budget);
        return _budget.Stopped is null ? CelValue.From(equal != plan.Negated) : _budget.Failure;
    }

    private CelValue OfMembership(Plan.Membership plan)
    {
        CelValue element = Evaluate(plan.Element);
        if (element.IsError)
        {
            return element;
        }

        CelValue collection = plan.Collection is Plan.Constant constant ? constant.Value : Evaluate(plan.Collection);
        bool found;
        switch (collection.Kind)
        {
            case CelKind.List:
                found = Lists.Contains(collection, element, ref _budget);
                break;
            case CelKind.Map:
                found = Access.TryFind(collection, element, Coercion.None, ref _budget, out _);
                break;
            default:
                return collection.IsError ? collection : NoOverload("in", element, collection);
        }

        return _budget.Stopped is null ? CelValue.From(found) : _budget.Failure;
    }
}
