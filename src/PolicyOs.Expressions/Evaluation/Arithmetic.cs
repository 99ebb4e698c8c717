using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Sums, products and concatenations (language definition, "Overflow"): what does not fit is an error, and nothing is converted.</summary>
internal static class Arithmetic
{
    /// <summary>The result, or an error; null when there is no overload for the kinds of the operands.</summary>
    public static CelValue? Apply(BinaryOperator op, in CelValue left, in CelValue right, ref CostBudget budget) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Int(op, left.AsInt, right.AsInt),
        (CelKind.Uint, CelKind.Uint) => Uint(op, left.AsUint, right.AsUint),
        (CelKind.Double, CelKind.Double) => Double(op, left.AsDouble, right.AsDouble),
        (CelKind.String, CelKind.String) when op == BinaryOperator.Add => Texts(left, right, ref budget),
        (CelKind.Bytes, CelKind.Bytes) when op == BinaryOperator.Add => Octets(left.AsBytes, right.AsBytes, ref budget),
        (CelKind.List, CelKind.List) when op == BinaryOperator.Add => Concatenation(left, right, ref budget),
        (CelKind.Timestamp, CelKind.Duration) when IsSum(op) => TimeArithmetic.Shift(left, Signed(op, right.DurationNanoseconds)),
        (CelKind.Duration, CelKind.Timestamp) when op == BinaryOperator.Add => TimeArithmetic.Shift(right, left.DurationNanoseconds),
        (CelKind.Duration, CelKind.Duration) when IsSum(op) => TimeArithmetic.Duration(left.DurationNanoseconds + Signed(op, right.DurationNanoseconds)),
        (CelKind.Timestamp, CelKind.Timestamp) when op == BinaryOperator.Subtract => TimeArithmetic.Difference(left, right),
        _ => null,
    };

    private static bool IsSum(BinaryOperator op) => op is BinaryOperator.Add or BinaryOperator.Subtract;

    private static Int128 Signed(BinaryOperator op, long number) => op == BinaryOperator.Add ? number : -(Int128)number;

    private static CelValue Overflow(string type) => CelValue.Fail($"{type} overflow");

    private static CelValue Int(BinaryOperator op, long left, long right)
    {
        if (op is BinaryOperator.Divide or BinaryOperator.Modulo)
        {
            if (right == 0)
            {
                return CelValue.Fail(op == BinaryOperator.Divide ? "division by zero" : "modulus by zero");
            }

            // The lowest int has no positive counterpart; the processor traps on it for the remainder too.
            if (right == -1)
            {
                return op == BinaryOperator.Modulo ? CelValue.From(0L) : left == long.MinValue ? Overflow("int") : CelValue.From(-left);
            }

            return CelValue.From(op == BinaryOperator.Divide ? left / right : left % right);
        }

        Int128 result = op switch
        {
            BinaryOperator.Add => (Int128)left + right,
            BinaryOperator.Subtract => (Int128)left - right,
            _ => (Int128)left * right,
        };
        return result >= long.MinValue && result <= long.MaxValue ? CelValue.From((long)result) : Overflow("int");
    }

    private static CelValue Uint(BinaryOperator op, ulong left, ulong right)
    {
        switch (op)
        {
            case BinaryOperator.Divide:
                return right == 0 ? CelValue.Fail("division by zero") : CelValue.From(left / right);
            case BinaryOperator.Modulo:
                return right == 0 ? CelValue.Fail("modulus by zero") : CelValue.From(left % right);
            case BinaryOperator.Subtract:
                return right > left ? Overflow("uint") : CelValue.From(left - right);
            default:
                UInt128 result = op == BinaryOperator.Add ? (UInt128)left + right : (UInt128)left * right;
                return result <= ulong.MaxValue ? CelValue.From((ulong)result) : Overflow("uint");
        }
    }

    private static CelValue? Double(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => CelValue.From(left + right),
        BinaryOperator.Subtract => CelValue.From(left - right),
        BinaryOperator.Multiply => CelValue.From(left * right),
        BinaryOperator.Divide => CelValue.From(left / right),
        _ => null,
    };

    private static CelValue Texts(in CelValue left, in CelValue right, ref CostBudget budget)
    {
        if (!left.TryGetString(out string first) || !right.TryGetString(out string second))
        {
            return CelValue.Fail("the string is no well-formed Unicode");
        }

        return budget.TryPayText((long)first.Length + second.Length) ? CelValue.From(first + second) : budget.Failure;
    }

    private static CelValue Octets(byte[] left, byte[] right, ref CostBudget budget)
    {
        if (!budget.TryPayText((long)left.Length + right.Length))
        {
            return budget.Failure;
        }

        byte[] result = [.. left, .. right];
        return CelValue.From(result);
    }

    private static CelValue Concatenation(in CelValue left, in CelValue right, ref CostBudget budget) =>
        Lists.TryCopy(left, ref budget, out CelValue[] first) && Lists.TryCopy(right, ref budget, out CelValue[] second)
            ? CelValue.ListOf([.. first, .. second])
            : budget.Failure;
}
