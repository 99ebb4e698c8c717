// One value type with its arithmetic; splitting it would hide the one invariant (normalized form) that every member relies on.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyOs.Json.Numbers;

/// <summary>
/// The exact decimal value of a JSON number as written (RFC 8259, section 6): sign, coefficient and power of ten, normalized so that the
/// coefficient does not end in zero. Up to 38 significant digits nothing is allocated. Comparison, equality and
/// <see cref="IsMultipleOf"/> cost time linear in the number of digits, whatever the exponents; only <see cref="Add"/>,
/// <see cref="Subtract"/> and <see cref="Multiply"/> can need many digits and are bounded by <see cref="MaxArithmeticDigits"/>.
/// Exponents beyond ±10^18 are held at ±10^18.
/// </summary>
public readonly struct JsonNumber : IEquatable<JsonNumber>, IComparable<JsonNumber>
{
    /// <summary>The most decimal digits a sum, difference or product may need; beyond, the operation throws.</summary>
    public const int MaxArithmeticDigits = 10_000;

    internal const int SmallDigits = 38;

    private readonly Int128 _small;
    private readonly byte[]? _digits;
    private readonly long _exponent;

    private JsonNumber(Int128 small, long exponent)
    {
        _small = small;
        _exponent = exponent;
    }

    private JsonNumber(bool negative, byte[] digits, long exponent)
    {
        // With digits of its own the number has only its sign here, so that the whole value takes 32 bytes.
        _small = negative ? -1 : 1;
        _digits = digits;
        _exponent = exponent;
    }

    /// <summary>Zero; also what <c>default</c> is.</summary>
    public static JsonNumber Zero => default;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(_small);

    /// <summary>Whether the value has no fraction: 1.0, 1e3 and 0.0 are integers (JSON Schema 2020-12 validation, 6.1.1).</summary>
    public bool IsInteger => _exponent >= 0;

    /// <summary>Digits of the value without leading and trailing zeros, at least 1 (zero has one).</summary>
    public int SignificantDigits => _digits?.Length ?? DecimalDigits.Count(UInt128Magnitude);

    /// <summary>The exponent in scientific notation: 0 for 1..9.99, 3 for 1000, -1 for 0.5; 0 for zero.</summary>
    public long AdjustedExponent => _exponent + SignificantDigits - 1;

    private UInt128 UInt128Magnitude => (UInt128)(_small < 0 ? -_small : _small);

    /// <summary>The value of an integer.</summary>
    public static JsonNumber FromInt64(long value) => Normalize(value, 0);

    /// <summary>The value of an element of kind <see cref="JsonValueKind.Number"/>.</summary>
    /// <exception cref="InvalidOperationException">The element is not a number.</exception>
    public static JsonNumber From(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Number || !TryParse(JsonMarshal.GetRawUtf8Value(element), out JsonNumber value))
        {
            throw new InvalidOperationException($"a JSON number was expected, the element is {element.ValueKind}");
        }

        return value;
    }

    /// <summary>Reads a number in the grammar of RFC 8259, section 6, and nothing around it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out JsonNumber value)
    {
        if (!DecimalDigits.TryScan(utf8, out DecimalDigits.Scan scan))
        {
            value = default;
            return false;
        }

        value = scan.Count switch
        {
            0 => default,
            <= SmallDigits => new JsonNumber(scan.Negative ? -scan.ToInt128(utf8) : scan.ToInt128(utf8), scan.Exponent),
            _ => new JsonNumber(scan.Negative, scan.ToArray(utf8), scan.Exponent),
        };
        return true;
    }

    /// <summary>Reads a number in the grammar of RFC 8259, section 6, and nothing around it.</summary>
    public static bool TryParse(string text, out JsonNumber value)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(System.Text.Encoding.UTF8.GetBytes(text), out value);
    }

    /// <inheritdoc/>
    public int CompareTo(JsonNumber other)
    {
        int sign = Sign;
        if (sign != other.Sign || sign == 0)
        {
            return sign.CompareTo(other.Sign);
        }

        return _digits is null && other._digits is null && _exponent == other._exponent
            ? _small.CompareTo(other._small)
            : sign * CompareMagnitude(other);
    }

    /// <inheritdoc/>
    public bool Equals(JsonNumber other) =>
        _exponent == other._exponent && _small == other._small
        && (_digits is null ? other._digits is null : other._digits is not null && _digits.AsSpan().SequenceEqual(other._digits));

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is JsonNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_small);
        hash.Add(_exponent);
        hash.AddBytes(_digits);
        return hash.ToHashCode();
    }

    /// <summary>The value without its sign.</summary>
    public JsonNumber Abs() => Sign < 0 ? Negate() : this;

    /// <summary>The value with the other sign.</summary>
    public JsonNumber Negate() => _digits is null ? new JsonNumber(-_small, _exponent) : new JsonNumber(_small > 0, _digits, _exponent);

    /// <summary>The exact sum.</summary>
    /// <exception cref="OverflowException">The result needs more than <see cref="MaxArithmeticDigits"/> digits; look at
    /// <see cref="SignificantDigits"/> and <see cref="AdjustedExponent"/> first.</exception>
    public JsonNumber Add(JsonNumber other)
    {
        if (Sign == 0 || other.Sign == 0)
        {
            return Sign == 0 ? other : this;
        }

        if (TryAddSmall(other, out JsonNumber sum))
        {
            return sum;
        }

        long low = Math.Min(_exponent, other._exponent);
        Guard(Math.Max(AdjustedExponent, other.AdjustedExponent) - low);
        return Normalize(Scaled(low) + other.Scaled(low), low);
    }

    /// <summary>The exact difference.</summary>
    /// <exception cref="OverflowException">As for <see cref="Add"/>.</exception>
    public JsonNumber Subtract(JsonNumber other) => Add(other.Negate());

    /// <summary>The exact product.</summary>
    /// <exception cref="OverflowException">As for <see cref="Add"/>.</exception>
    public JsonNumber Multiply(JsonNumber other)
    {
        if (Sign == 0 || other.Sign == 0)
        {
            return Zero;
        }

        if (IsShort && other.IsShort)
        {
            return NormalizeSmall(_small * other._small, DecimalDigits.ClampExponent((Int128)_exponent + other._exponent));
        }

        Guard((long)SignificantDigits + other.SignificantDigits);
        return Normalize(Scaled(_exponent) * other.Scaled(other._exponent), DecimalDigits.ClampExponent((Int128)_exponent + other._exponent));
    }

    /// <summary>Whether the value is an integer times <paramref name="divisor"/>; exact, and cheap for any exponents.</summary>
    /// <param name="divisor">Not zero.</param>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (Sign == 0 || divisor.Sign == 0)
        {
            return divisor.Sign != 0;
        }

        // The coefficient does not end in zero, so no power of ten can be taken out of it.
        if (_exponent < divisor._exponent)
        {
            return false;
        }

        BigInteger modulus = divisor.Abs().Scaled(divisor._exponent);
        BigInteger remainder = _digits is null ? (BigInteger)UInt128Magnitude % modulus : DecimalDigits.Remainder(_digits, modulus);
        return (remainder * BigInteger.ModPow(10, _exponent - divisor._exponent, modulus) % modulus).IsZero;
    }

    /// <summary>The value as a 64-bit integer, where it is one.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (!IsInteger || AdjustedExponent > 18 || _digits is not null)
        {
            return false;
        }

        Int128 exact = _small * DecimalDigits.Power((int)_exponent);
        value = (long)exact;
        return value == exact;
    }

    /// <summary>The exact value: plain digits where the scientific exponent is -6 to 20, else <c>d.ddde+N</c> (the layout of ECMA-262
    /// Number::toString, without its rounding). Equal values give equal text.</summary>
    public override string ToString() => DecimalDigits.Format(Sign < 0, DigitText(), _exponent);

    /// <summary>Same value.</summary>
    public static bool operator ==(JsonNumber left, JsonNumber right) => left.Equals(right);

    /// <summary>Other value.</summary>
    public static bool operator !=(JsonNumber left, JsonNumber right) => !left.Equals(right);

    /// <summary>Smaller.</summary>
    public static bool operator <(JsonNumber left, JsonNumber right) => left.CompareTo(right) < 0;

    /// <summary>Smaller or equal.</summary>
    public static bool operator <=(JsonNumber left, JsonNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Greater.</summary>
    public static bool operator >(JsonNumber left, JsonNumber right) => left.CompareTo(right) > 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(JsonNumber left, JsonNumber right) => left.CompareTo(right) >= 0;

    private static void Guard(long digits)
    {
        if (digits > MaxArithmeticDigits)
        {
            throw new OverflowException($"the exact result needs more than {MaxArithmeticDigits} digits");
        }
    }

    // Up to 18 digits, as amounts of money have: sums and products of two fit 128 bits and need no big integers.
    private bool IsShort => _digits is null && _small > -1_000_000_000_000_000_000 && _small < 1_000_000_000_000_000_000;

    private bool TryAddSmall(JsonNumber other, out JsonNumber sum)
    {
        sum = default;
        long apart = _exponent - other._exponent;
        if (!IsShort || !other.IsShort || apart is < -18 or > 18)
        {
            return false;
        }

        sum = apart >= 0
            ? NormalizeSmall((_small * DecimalDigits.Power((int)apart)) + other._small, other._exponent)
            : NormalizeSmall(_small + (other._small * DecimalDigits.Power((int)-apart)), _exponent);
        return true;
    }

    private static JsonNumber NormalizeSmall(Int128 coefficient, long exponent)
    {
        if (coefficient == 0)
        {
            return Zero;
        }

        while (coefficient != (long)coefficient && coefficient % 10 == 0)
        {
            coefficient /= 10;
            exponent++;
        }

        if (coefficient == (long)coefficient)
        {
            long value = (long)coefficient;
            while (value % 10 == 0)
            {
                value /= 10;
                exponent++;
            }

            coefficient = value;
        }

        return new JsonNumber(coefficient, DecimalDigits.ClampExponent(exponent));
    }

    private static JsonNumber Normalize(BigInteger coefficient, long exponent)
    {
        string text = BigInteger.Abs(coefficient).ToString(CultureInfo.InvariantCulture);
        ReadOnlySpan<char> digits = text.AsSpan().TrimEnd('0');
        if (digits.IsEmpty)
        {
            return Zero;
        }

        exponent = DecimalDigits.ClampExponent((Int128)exponent + text.Length - digits.Length);
        if (digits.Length > SmallDigits)
        {
            return new JsonNumber(coefficient.Sign < 0, System.Text.Encoding.ASCII.GetBytes(digits.ToArray()), exponent);
        }

        Int128 small = Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return new JsonNumber(coefficient.Sign < 0 ? -small : small, exponent);
    }

    private string DigitText() =>
        _digits is null ? UInt128Magnitude.ToString(CultureInfo.InvariantCulture) : System.Text.Encoding.ASCII.GetString(_digits);

    private BigInteger Scaled(long exponent)
    {
        BigInteger value = _digits is null ? _small : BigInteger.Parse(DigitText(), CultureInfo.InvariantCulture) * Sign;
        return _exponent == exponent ? value : value * BigInteger.Pow(10, (int)(_exponent - exponent));
    }

    private int CompareMagnitude(JsonNumber other)
    {
        int byExponent = AdjustedExponent.CompareTo(other.AdjustedExponent);
        if (byExponent != 0)
        {
            return byExponent;
        }

        // The same power of ten in front: the digits compare like text, the shorter one followed by zeros.
        Span<byte> mine = stackalloc byte[SmallDigits + 1];
        Span<byte> theirs = stackalloc byte[SmallDigits + 1];
        return Digits(mine).SequenceCompareTo(other.Digits(theirs));
    }

    private ReadOnlySpan<byte> Digits(Span<byte> buffer)
    {
        if (_digits is not null)
        {
            return _digits;
        }

        UInt128Magnitude.TryFormat(buffer, out int written, default, CultureInfo.InvariantCulture);
        return buffer[..written];
    }
}
