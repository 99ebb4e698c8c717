using System.Buffers;
using System.Globalization;

namespace PolicyOs.Json.Canonical;

/// <summary>The exponent of a number in scientific notation, with its sign, however many digits it has.</summary>
internal static class ExponentText
{
    /// <summary>Writes the exponent that stands after one digit before the point.</summary>
    public static void Write(scoped NumberParts digits, ref BufferedOutput output)
    {
        long small = digits.Point - 1;
        if (digits.Exponent.IsEmpty)
        {
            Span<byte> text = stackalloc byte[24];
            Math.Abs(small).TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
            output.Write(small < 0 ? (byte)'-' : (byte)'+');
            output.Write(text[..length]);
            return;
        }

        // Far from zero the small part cannot turn the sign, so it is added to the magnitude, or taken from it.
        output.Write(digits.ExponentNegative ? (byte)'-' : (byte)'+');
        WriteSum(digits.Exponent, digits.ExponentNegative ? -small : small, ref output);
    }

    private static void WriteSum(scoped ReadOnlySpan<byte> magnitude, long addend, ref BufferedOutput output)
    {
        byte[] sum = ArrayPool<byte>.Shared.Rent(magnitude.Length + 1);
        Span<byte> target = sum.AsSpan(0, magnitude.Length + 1);
        long carry = addend;
        for (int i = magnitude.Length - 1; i >= 0; i--)
        {
            (carry, long digit) = Math.DivRem(carry + magnitude[i] - '0', 10);
            if (digit < 0)
            {
                digit += 10;
                carry--;
            }

            target[i + 1] = (byte)('0' + digit);
        }

        target[0] = (byte)('0' + carry);
        output.Write(target.TrimStart((byte)'0'));
        ArrayPool<byte>.Shared.Return(sum);
    }
}
