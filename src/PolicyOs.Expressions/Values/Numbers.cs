namespace PolicyOs.Expressions.Values;

/// <summary>Conversion and comparison across int, uint and double. Integers compare exactly; to meet a double they become doubles, as the suite has it.</summary>
internal static class Numbers
{
    /// <summary>2^63, the first double above every int.</summary>
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>2^64, the first double above every uint.</summary>
    private const double TwoTo64 = 18446744073709551616.0;

    /// <summary>The int that a double equals exactly.</summary>
    public static bool TryToInt(double number, out long result)
    {
        if (number >= -TwoTo63 && number < TwoTo63 && Math.Truncate(number) == number)
        {
            result = (long)number;
            return true;
        }

        result = 0;
        return false;
    }

    /// <summary>The uint that a double equals exactly.</summary>
    public static bool TryToUint(double number, out ulong result)
    {
        if (number >= 0 && number < TwoTo64 && Math.Truncate(number) == number)
        {
            result = (ulong)number;
            return true;
        }

        result = 0;
        return false;
    }

    /// <summary>The order of two numbers of any kind; null when one is NaN.</summary>
    public static int? Compare(in CelValue left, in CelValue right)
    {
        if (left.Kind == right.Kind)
        {
            return left.Kind switch
            {
                CelKind.Int => left.AsInt.CompareTo(right.AsInt),
                CelKind.Uint => left.AsUint.CompareTo(right.AsUint),
                _ => Compare(left.AsDouble, right.AsDouble),
            };
        }

        return (left.Kind, right.Kind) switch
        {
            (CelKind.Int, CelKind.Uint) => Compare(left.AsInt, right.AsUint),
            (CelKind.Uint, CelKind.Int) => -Compare(right.AsInt, left.AsUint),
            _ => Compare(ToDouble(left), ToDouble(right)),
        };
    }

    private static double ToDouble(in CelValue number) => number.Kind switch
    {
        CelKind.Int => number.AsInt,
        CelKind.Uint => number.AsUint,
        _ => number.AsDouble,
    };

    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static int Compare(long left, ulong right) => left < 0 ? -1 : ((ulong)left).CompareTo(right);
}
