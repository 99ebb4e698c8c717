using System.Globalization;

namespace PolicyOs.Json.Canonical;

/// <summary>Numbers in either form, in the layout of ECMAScript's Number::toString (ECMA-262 section 6.1.6.1.20) for radix 10.</summary>
internal static class CanonicalNumber
{
    /// <summary>Every decimal of so many digits comes back from a double unchanged, while the double is a normal one.</summary>
    private const int DoubleDigits = 15;

    private const int DoubleExponent = 300;

    /// <summary>Numbers before the decimal point that are written out.</summary>
    private const int PlainWhole = 21;

    /// <summary>Zeros after the decimal point that are written out.</summary>
    private const int PlainZeros = 5;

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number, as RFC 8259 writes it.</param>
    /// <param name="form">The form to write it in.</param>
    /// <param name="output">Receives it.</param>
    /// <returns>False where the form is RFC 8785's and the number beyond a double's range.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> number, CanonicalForm form, ref BufferedOutput output)
    {
        if (IsCanonical(number))
        {
            output.Write(number);
            return true;
        }

        return TryWriteOther(number, form, ref output);
    }

    // A method of its own, because clearing its locals costs more than the short way does.
    private static bool TryWriteOther(ReadOnlySpan<byte> number, CanonicalForm form, ref BufferedOutput output)
    {
        var digits = new NumberParts(number);
        bool same = digits.Count <= DoubleDigits && Math.Abs(digits.Point) <= DoubleExponent && digits.Exponent.IsEmpty;
        if (form == CanonicalForm.Exact || same || digits.IsZero)
        {
            Lay(digits, ref output);
            return true;
        }

        double value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        Span<byte> shortest = stackalloc byte[32];
        if (!double.IsFinite(value) || !value.TryFormat(shortest, out int length, default, CultureInfo.InvariantCulture))
        {
            return false;
        }

        Lay(new NumberParts(shortest[..length]), ref output);
        return true;
    }

    /// <summary>Whether a number is one of the many that are written as they are: few digits, no exponent, no zero at either end.</summary>
    private static bool IsCanonical(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> digits = number[0] == '-' ? number[1..] : number;
        if (digits.Length > DoubleDigits || (digits[0] == '0' && (digits.Length == 1 || digits[1] != '.' || digits[2] == '0')))
        {
            return number.Length == 1;
        }

        int point = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return point < 0
            || (digits[point] == '.' && digits[^1] != '0' && !digits[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    private static void Lay(scoped NumberParts digits, ref BufferedOutput output)
    {
        if (digits.IsZero)
        {
            output.Write((byte)'0');
            return;
        }

        if (digits.Negative)
        {
            output.Write((byte)'-');
        }

        bool plain = digits.Point is > -PlainZeros - 1 and <= PlainWhole && digits.Exponent.IsEmpty;
        if (!plain)
        {
            Copy(digits, 0, 1, ref output);
            Fraction(digits, 1, ref output);
            output.Write((byte)'e');
            ExponentText.Write(digits, ref output);
        }
        else if (digits.Point <= 0)
        {
            output.Write("0."u8);
            output.Repeat((byte)'0', (int)-digits.Point);
            Copy(digits, 0, digits.Count, ref output);
        }
        else
        {
            int whole = Math.Min((int)digits.Point, digits.Count);
            Copy(digits, 0, whole, ref output);
            output.Repeat((byte)'0', (int)digits.Point - whole);
            Fraction(digits, whole, ref output);
        }
    }

    private static void Fraction(scoped NumberParts digits, int from, ref BufferedOutput output)
    {
        if (from < digits.Count)
        {
            output.Write((byte)'.');
            Copy(digits, from, digits.Count, ref output);
        }
    }

    private static void Copy(scoped NumberParts digits, int from, int to, ref BufferedOutput output)
    {
        int whole = digits.Whole.Length;
        if (from < whole)
        {
            output.Write(digits.Whole[from..Math.Min(to, whole)]);
        }

        if (to > whole)
        {
            output.Write(digits.Fraction[Math.Max(from - whole, 0)..(to - whole)]);
        }
    }
}
