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

        if (left.Kind == CelKind.Double && right.Kind is CelKind.Double or CelKind.Int)
        {
            // By far the most comparisons: a schema's number and whatever it is compared with.
            return CelValue.From(Compare(plan.Operator, left.AsDouble, right.Kind == CelKind.Int ? right.AsInt : right.AsDouble));
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

    /// <summary>Nothing is in any order with NaN.</summary>
    private static bool Compare(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    };

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
        return Answer(equal != plan.Negated);
    }

    /// <summary>A truth found, unless finding it was stopped.</summary>
    private readonly CelValue Answer(bool truth)
    {
        if (_budget.Stopped is not null)
        {
            return _budget.Failure;
        }

        return CelValue.From(truth);
    }

    private CelValue OfMembership(Plan.Membership plan)
    {
        CelValue element = Evaluate(plan.Element);
        if (element.IsError)
        {
            return element;
        }

        if (plan.Collection is Plan.Constant { Value: { Kind: CelKind.List, IsJson: false } constant } && constant.AsList is ArrayList literal)
        {
            bool isIn = Lists.Contains(literal.Span, element, ref _budget);
            return Answer(isIn);
        }

        return OfMembership(element, Evaluate(plan.Collection));
    }

    private CelValue OfMembership(in CelValue element, in CelValue collection)
    {
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

        return Answer(found);
    }
}
