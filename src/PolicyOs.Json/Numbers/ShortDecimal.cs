namespace PolicyOs.Json.Numbers;

/// <summary>A number of at most 18 digits and without exponent, as nearly all are: an integer over a power of ten. Not normalized.</summary>
internal readonly struct ShortDecimal
{
    private const int MaxDigits = 18;

    private static readonly long[] Powers = [.. Enumerable.Range(0, MaxDigits + 1).Select(n => (long)DecimalDigits.Power(n))];

    private readonly long _coefficient;
    private readonly int _scale;

    private ShortDecimal(long coefficient, int scale)
    {
        _coefficient = coefficient;
        _scale = scale;
    }

    /// <summary>Reads a number that is known to be one; false where it is longer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out ShortDecimal value)
    {
        value = default;
        if (json.Length > MaxDigits)
        {
            return false;
        }

        long coefficient = 0;
        int point = -1;
        bool negative = json[0] == '-';
        for (int i = negative ? 1 : 0; i < json.Length; i++)
        {
            uint digit = (uint)json[i] - '0';
            if (digit <= 9)
            {
                coefficient = (coefficient * 10) + digit;
            }
            else if (json[i] == '.')
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        value = new ShortDecimal(negative ? -coefficient : coefficient, point < 0 ? 0 : json.Length - 1 - point);
        return true;
    }

    /// <summary>The same value in short; null where it has none.</summary>
    public static ShortDecimal? From(JsonNumber number) =>
        TryParse(System.Text.Encoding.ASCII.GetBytes(number.ToString()), out ShortDecimal value) ? value : null;

    public static int Compare(ShortDecimal left, ShortDecimal right) => left._scale == right._scale
        ? left._coefficient.CompareTo(right._coefficient)
        : ((Int128)left._coefficient * Powers[right._scale]).CompareTo((Int128)right._coefficient * Powers[left._scale]);

    /// <summary>Whether the value is an integer times another, which is not zero; false too where telling needs more digits.</summary>
    public bool IsSurelyMultipleOf(ShortDecimal divisor) => _scale >= divisor._scale
        ? TryScale(divisor._coefficient, _scale - divisor._scale, out long scaled) && _coefficient % scaled == 0
        : TryScale(_coefficient, divisor._scale - _scale, out long value) && value % divisor._coefficient == 0;

    private static bool TryScale(long coefficient, int power, out long scaled)
    {
        Int128 exact = (Int128)coefficient * Powers[power];
        scaled = (long)exact;
        return scaled == exact;
    }
}
