using System.Buffers.Text;

namespace PolicyOs.Json.Canonical;

/// <summary>
/// A JSON number taken apart without arithmetic: its digits without leading and trailing zeros, and where the decimal point stands before, in or
/// after them. Equal values are taken apart equally. Unlike <see cref="Numbers.JsonNumber"/> it copies nothing and takes exponents of any length.
/// </summary>
internal readonly ref struct NumberParts
{
    /// <summary>Longer exponents do not fit a long together with the point's place.</summary>
    private const int ExponentDigits = 17;

    /// <summary>Takes a number apart.</summary>
    /// <param name="number">The number, as RFC 8259 writes it.</param>
    public NumberParts(ReadOnlySpan<byte> number)
    {
        Negative = number[0] == '-';
        ReadOnlySpan<byte> mantissa = Negative ? number[1..] : number;
        int e = mantissa.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> exponent = e < 0 ? [] : mantissa[(e + 1)..];
        mantissa = e < 0 ? mantissa : mantissa[..e];
        int dot = mantissa.IndexOf((byte)'.');
        Whole = (dot < 0 ? mantissa : mantissa[..dot]).TrimStart((byte)'0');
        Fraction = (dot < 0 ? [] : mantissa[(dot + 1)..]).TrimEnd((byte)'0');
        Point = Whole.Length;
        if (Whole.IsEmpty)
        {
            int places = Fraction.Length;
            Fraction = Fraction.TrimStart((byte)'0');
            Point = Fraction.Length - places;
        }

        if (Fraction.IsEmpty)
        {
            Whole = Whole.TrimEnd((byte)'0');
        }

        if (!exponent.IsEmpty && !IsZero)
        {
            ExponentNegative = exponent[0] == '-';
            ReadOnlySpan<byte> digits = exponent.TrimStart("+-"u8).TrimStart((byte)'0');
            if (digits.Length > ExponentDigits)
            {
                Exponent = digits;
            }
            else if (Utf8Parser.TryParse(digits, out long value, out _))
            {
                Point += ExponentNegative ? -value : value;
            }
        }
    }

    /// <summary>Whether there is a minus sign.</summary>
    public bool Negative { get; }

    /// <summary>The digits that were before the decimal point.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>The digits that were after it.</summary>
    public ReadOnlySpan<byte> Fraction { get; }

    /// <summary>The value is 0.d₁d₂… × 10 to this power, and to that of <see cref="Exponent"/>.</summary>
    public long Point { get; }

    /// <summary>The digits of an exponent too long for <see cref="Point"/>; else empty.</summary>
    public ReadOnlySpan<byte> Exponent { get; }

    /// <summary>The sign of <see cref="Exponent"/>.</summary>
    public bool ExponentNegative { get; }

    /// <summary>How many digits there are.</summary>
    public int Count => Whole.Length + Fraction.Length;

    /// <summary>Whether the value is zero.</summary>
    public bool IsZero => Count == 0;
}
