using System.Globalization;
using System.Numerics;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Finite numbers with a fixed count of digits, rounded half to even on the exact value.</summary>
internal static class DecimalText
{
    /// <summary>As %f: this many digits after the point.</summary>
    public static string Fixed(in CelValue value, int precision)
    {
        (bool negative, BigInteger numerator, BigInteger denominator) = Ratio(value);
        string digits = Text(Round(numerator * BigInteger.Pow(10, precision), denominator)).PadLeft(precision + 1, '0');
        return (negative ? "-" : "") + Pointed(digits, digits.Length - precision);
    }

    /// <summary>As %e: one digit, the point, this many digits, and an exponent of two digits at least.</summary>
    public static string Scientific(in CelValue value, int precision)
    {
        (bool negative, BigInteger numerator, BigInteger denominator) = Ratio(value);
        int exponent = numerator.IsZero ? 0 : Exponent(numerator, denominator);
        string digits = Text(Scaled(numerator, denominator, precision - exponent));
        if (digits.Length > precision + 1)
        {
            // Rounding carried into one more digit: 9.99 became 10.0.
            exponent++;
            digits = digits[..^1];
        }

        string text = Pointed(digits.PadRight(precision + 1, '0'), 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{text}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Pointed(string digits, int point) => point == digits.Length ? digits : $"{digits[..point]}.{digits[point..]}";

    private static string Text(BigInteger number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number as an exact fraction of whole numbers.</summary>
    private static (bool Negative, BigInteger Numerator, BigInteger Denominator) Ratio(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Int:
                return (value.AsInt < 0, BigInteger.Abs(value.AsInt), BigInteger.One);
            case CelKind.Uint:
                return (false, value.AsUint, BigInteger.One);
            default:
                long bits = BitConverter.DoubleToInt64Bits(value.AsDouble);
                int power = (int)(bits >> 52) & 0x7ff;
                long mantissa = (bits & 0xf_ffff_ffff_ffff) | (power == 0 ? 0 : 1L << 52);
                int shift = Math.Max(power, 1) - 1075;
                return shift >= 0
                    ? (bits < 0, (BigInteger)mantissa << shift, BigInteger.One)
                    : (bits < 0, mantissa, BigInteger.One << -shift);
        }
    }

    /// <summary>The power of ten of the first digit.</summary>
    private static int Exponent(BigInteger numerator, BigInteger denominator)
    {
        int estimate = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator));
        while (AtLeastPower(numerator, denominator, estimate + 1))
        {
            estimate++;
        }

        while (!AtLeastPower(numerator, denominator, estimate))
        {
            estimate--;
        }

        return estimate;
    }

    private static bool AtLeastPower(BigInteger numerator, BigInteger denominator, int power) => power >= 0
        ? numerator >= denominator * BigInteger.Pow(10, power)
        : numerator * BigInteger.Pow(10, -power) >= denominator;

    private static BigInteger Scaled(BigInteger numerator, BigInteger denominator, int power) => power >= 0
        ? Round(numerator * BigInteger.Pow(10, power), denominator)
        : Round(numerator, denominator * BigInteger.Pow(10, -power));

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
