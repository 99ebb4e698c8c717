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
    public static int? Compare(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => left.AsInt.CompareTo(right.AsInt),
        (CelKind.Uint, CelKind.Uint) => left.AsUint.CompareTo(right.AsUint),
        (CelKind.Double, CelKind.Double) => Compare(left.AsDouble, right.AsDouble),
        (CelKind.Int, CelKind.Uint) => Compare(left.AsInt, right.AsUint),
        (CelKind.Uint, CelKind.Int) => -Compare(right.AsInt, left.AsUint),
        (CelKind.Int, CelKind.Double) => Compare((double)left.AsInt, right.AsDouble),
        (CelKind.Double, CelKind.Int) => Compare(left.AsDouble, (double)right.AsInt),
        (CelKind.Uint, CelKind.Double) => Compare((double)left.AsUint, right.AsDouble),
        _ => Compare(left.AsDouble, (double)right.AsUint),
    };

    private static int? Compare(double left, double right) => double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right);

    private static int Compare(long left, ulong right) => left < 0 ? -1 : ((ulong)left).CompareTo(right);
}
