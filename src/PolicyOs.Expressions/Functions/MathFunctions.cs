using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The math extension.</summary>
internal static class MathFunctions
{
    private const int Width = 64;

    public static IEnumerable<Overload> All { get; } =
    [
        .. Extreme("math.greatest", 1), .. Extreme("math.least", -1),
        OfDouble("math.ceil", Math.Ceiling), OfDouble("math.floor", Math.Floor), OfDouble("math.trunc", Math.Truncate),
        OfDouble("math.round", number => Math.Round(number, MidpointRounding.AwayFromZero)),
        TestOfDouble("math.isNaN", double.IsNaN), TestOfDouble("math.isInf", double.IsInfinity), TestOfDouble("math.isFinite", double.IsFinite),
        Unary("math.abs", CelType.Int, CelType.Int, v => v.AsInt == long.MinValue ? CelValue.Fail("int overflow") : CelValue.From(Math.Abs(v.AsInt))),
        Unary("math.abs", CelType.Uint, CelType.Uint, v => v),
        Unary("math.abs", CelType.Double, CelType.Double, v => CelValue.From(Math.Abs(v.AsDouble))),
        Unary("math.sign", CelType.Int, CelType.Int, v => CelValue.From((long)Math.Sign(v.AsInt))),
        Unary("math.sign", CelType.Uint, CelType.Uint, v => CelValue.From(Math.Min(v.AsUint, 1UL))),
        Unary("math.sign", CelType.Double, CelType.Double, v => double.IsNaN(v.AsDouble) ? v : CelValue.From((double)Math.Sign(v.AsDouble))),
        Unary("math.sqrt", CelType.Int, CelType.Double, v => CelValue.From(Math.Sqrt(v.AsInt))),
        Unary("math.sqrt", CelType.Uint, CelType.Double, v => CelValue.From(Math.Sqrt(v.AsUint))),
        Unary("math.sqrt", CelType.Double, CelType.Double, v => CelValue.From(Math.Sqrt(v.AsDouble))),
        .. Bitwise("math.bitAnd", (a, b) => a & b), .. Bitwise("math.bitOr", (a, b) => a | b), .. Bitwise("math.bitXor", (a, b) => a ^ b),
        Unary("math.bitNot", CelType.Int, CelType.Int, v => CelValue.From(~v.AsInt)),
        Unary("math.bitNot", CelType.Uint, CelType.Uint, v => CelValue.From(~v.AsUint)),
        .. Shift("math.bitShiftLeft", (bits, by) => bits << by), .. Shift("math.bitShiftRight", (bits, by) => bits >>> by),
    ];

    private static Overload Unary(string name, CelType from, CelType to, Func<CelValue, CelValue> body) =>
        Overload.Function(name, [from], to, (ReadOnlySpan<CelValue> arguments, ref CostBudget _) => body(arguments[0]));

    private static Overload OfDouble(string name, Func<double, double> body) =>
        Unary(name, CelType.Double, CelType.Double, value => CelValue.From(body(value.AsDouble)));

    private static Overload TestOfDouble(string name, Func<double, bool> body) =>
        Unary(name, CelType.Double, CelType.Bool, value => CelValue.From(body(value.AsDouble)));

    /// <summary>The largest or smallest of a list, or of one number; more arguments come as a list from the parser.</summary>
    private static IEnumerable<Overload> Extreme(string name, int sign)
    {
        foreach (CelType number in new[] { CelType.Int, CelType.Uint, CelType.Double })
        {
            yield return Unary(name, number, number, value => value);
            yield return Overload.Function(name, [CelType.ListOf(number)], number, OfList);
        }

        // Numbers of several types: the result is of the type that the one found has.
        yield return Overload.Function(name, [CelType.ListOf(CelType.Dyn)], CelType.Dyn, OfList);

        CelValue OfList(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
        {
            CelValue best = default;
            var elements = new ElementCursor(arguments[0]);
            while (elements.MoveNext())
            {
                CelValue element = elements.Value;
                if (!ValueOrder.IsNumber(element.Kind))
                {
                    return CelValue.Fail($"`{name}` takes numbers, found {RuntimeTypes.Word(element)}");
                }

                if (!budget.TryPay(1))
                {
                    return budget.Failure;
                }

                best = best.Kind == CelKind.Unset || Numbers.Compare(element, best) * sign > 0 ? element : best;
            }

            return best.Kind == CelKind.Unset ? CelValue.Fail($"`{name}` takes at least one number") : best;
        }
    }

    private static IEnumerable<Overload> Bitwise(string name, Func<ulong, ulong, ulong> body) =>
    [
        Overload.Function(name, [CelType.Int, CelType.Int], CelType.Int, (ReadOnlySpan<CelValue> a, ref CostBudget _) =>
            CelValue.From(unchecked((long)body(a[0].AsUint, a[1].AsUint)))),
        Overload.Function(name, [CelType.Uint, CelType.Uint], CelType.Uint, (ReadOnlySpan<CelValue> a, ref CostBudget _) =>
            CelValue.From(body(a[0].AsUint, a[1].AsUint))),
    ];

    /// <summary>Shifts move in zeros, also from the left of a negative int.</summary>
    private static IEnumerable<Overload> Shift(string name, Func<ulong, int, ulong> body) =>
        new[] { CelType.Int, CelType.Uint }.Select(type =>
            Overload.Function(name, [type, CelType.Int], type, (ReadOnlySpan<CelValue> arguments, ref CostBudget _) =>
            {
                long by = arguments[1].AsInt;
                if (by < 0)
                {
                    return CelValue.Fail($"`{name}` by a negative number of bits");
                }

                ulong bits = by >= Width ? 0 : body(arguments[0].AsUint, (int)by);
                return arguments[0].Kind == CelKind.Int ? CelValue.From(unchecked((long)bits)) : CelValue.From(bits);
            }));
}
