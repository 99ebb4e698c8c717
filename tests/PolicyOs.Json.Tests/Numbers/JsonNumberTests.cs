using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Numbers;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Numbers;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e99999999999999999999", "0")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1")]
    [InlineData("10e-1", "1")]
    [InlineData("0.001e3", "1")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("100", "100")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000012", "0.0000012")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.0000002", "2e-7")]
    [InlineData("0.00000001", "1e-8")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890", "1.2345678901234567890123456789012345678901234567890123456789e+59")]
    [InlineData("0.30000000000000000000000000000000000000000000004", "0.30000000000000000000000000000000000000000000004")]
    [InlineData("1.5E+2", "150")]
    public void ToString_AnyLayout_IsTheOneExactText(string written, string expected) => Assert.Equal(expected, Parse(written).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1 ")]
    [InlineData("1.e5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    public void TryParse_NotANumber_IsFalse(string written) => Assert.False(JsonNumber.TryParse(written, out _));

    [Theory]
    [InlineData("1e1000000000", "1", 1)]
    [InlineData("-1e1000000000", "1", -1)]
    [InlineData("1e-1000000000", "0", 1)]
    [InlineData("9007199254740993", "9007199254740992", 1)]
    [InlineData("0.1", "0.10000000000000000000000000000000000000000000001", -1)]
    [InlineData("99999999999999999999999999999999999999", "1e38", -1)]
    [InlineData("123456789012345678901234567890123456789012", "123456789012345678901234567890123456789013", -1)]
    [InlineData("-2", "-3", 1)]
    [InlineData("2.50", "25e-1", 0)]
    public void CompareTo_Pair_IsExact(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(Parse(left).CompareTo(Parse(right))));
        Assert.Equal(-expected, Math.Sign(Parse(right).CompareTo(Parse(left))));
        Assert.Equal(expected == 0, Parse(left) == Parse(right));
    }

    [Theory]
    [InlineData("1", 1, 0)]
    [InlineData("1000", 1, 3)]
    [InlineData("1024", 4, 3)]
    [InlineData("0.05", 1, -2)]
    [InlineData("0", 1, 0)]
    [InlineData("1e1000000000", 1, 1000000000)]
    [InlineData("18446744073709551616", 20, 19)]
    [InlineData("99999999999999999999999999999999999999", 38, 37)]
    [InlineData("999999999999999999999999999999999999999", 39, 38)]
    public void Size_AnyNumber_IsKnownWithoutArithmetic(string written, int digits, long exponent)
    {
        Assert.Equal(digits, Parse(written).SignificantDigits);
        Assert.Equal(exponent, Parse(written).AdjustedExponent);
    }

    [Theory]
    [InlineData("4.5", "1.5", true)]
    [InlineData("0.3", "0.1", true)]
    [InlineData("4.35", "0.01", true)]
    [InlineData("35", "1.5", false)]
    [InlineData("0.0075", "0.0001", true)]
    [InlineData("0.00751", "0.0001", false)]
    [InlineData("1e308", "0.123456789", false)]
    [InlineData("1e1000000000", "0.5", true)]
    [InlineData("1e1000000000", "7", false)]
    [InlineData("0", "7", true)]
    [InlineData("-21", "7", true)]
    [InlineData("21", "-7", true)]
    [InlineData("123456789012345678901234567890123456789012345678901234567890", "9", true)]
    [InlineData("123456789012345678901234567890123456789012345678901234567891", "9", false)]
    public void IsMultipleOf_Pair_IsExact(string value, string divisor, bool expected) =>
        Assert.Equal(expected, Parse(value).IsMultipleOf(Parse(divisor)));

    [Theory]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("-9223372036854775808", true, long.MinValue)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("1.5e1", true, 15)]
    [InlineData("1.5", false, 0)]
    [InlineData("1e400", false, 0)]
    public void TryToInt64_Number_WhereItFits(string written, bool fits, long expected)
    {
        Assert.Equal(fits, Parse(written).TryToInt64(out long value));
        Assert.Equal(fits ? expected : value, value);
    }

    [Fact]
    public void Add_ResultOfTooManyDigits_Throws() => Assert.Throws<OverflowException>(() => Parse("1e1000000000").Add(Parse("1")));

    [Fact]
    public void Exponent_OfAnyLength_DoesNotOverflow()
    {
        JsonNumber huge = Parse("1e" + new string('9', 100_000));
        Assert.True(huge > Parse("1e1000"));
        Assert.True(Parse("1e-" + new string('9', 100_000)) < Parse("1e-1000"));
        Assert.False(huge.IsMultipleOf(Parse("3")));
    }

    [Fact]
    public void Parse_UpTo38Digits_AllocatesNothing()
    {
        byte[] left = "1234567890123456789.0123456789012345678"u8.ToArray();
        byte[] right = "-12e5"u8.ToArray();
        int sum = Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0, sum);

        int Work()
        {
            bool both = JsonNumber.TryParse(left, out JsonNumber a) & JsonNumber.TryParse(right, out JsonNumber b);
            return (both ? 1 : 0) + a.CompareTo(b) + a.SignificantDigits + (a.Equals(b) ? 1 : 0);
        }
    }

    [Fact]
    public void Arithmetic_AnyPair_AgreesWithIntegersOfTheSameScale() =>
        Prop.ForAll(Numbers(), Numbers(), (left, right) =>
        {
            JsonNumber a = Parse(left.Text);
            JsonNumber b = Parse(right.Text);
            return a.Add(b) == FromScaled(left.Value + right.Value, 30)
                && a.Subtract(b) == FromScaled(left.Value - right.Value, 30)
                && a.Multiply(b) == FromScaled(left.Value * right.Value, 60)
                && Math.Sign(a.CompareTo(b)) == left.Value.CompareTo(right.Value)
                && a.Equals(b) == (left.Value == right.Value)
                && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode())
                && a.Abs() == FromScaled(BigInteger.Abs(left.Value), 30)
                && Parse(a.ToString()) == a;
        }).Check(Seeded.Times(100));

    private static JsonNumber Parse(string written)
    {
        Assert.True(JsonNumber.TryParse(Encoding.UTF8.GetBytes(written), out JsonNumber value), written);
        return value;
    }

    private static JsonNumber FromScaled(BigInteger value, int scale) => Parse(value.ToString(CultureInfo.InvariantCulture) + "e-" + scale);

    // Every number together with its value times 10^30, so that plain integers are the oracle.
    private static Arbitrary<(string Text, BigInteger Value)> Numbers() =>
        (from digits in Gen.Choose(1, 45)
         from body in Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 9))), digits)
         from exponent in Gen.Choose(-30, 10)
         from negative in Gen.Elements(true, false)
         let coefficient = BigInteger.Parse(string.Concat(body), CultureInfo.InvariantCulture) * (negative ? -1 : 1)
         select ($"{coefficient}e{exponent}", coefficient * BigInteger.Pow(10, 30 + exponent))).ToArbitrary();
}
