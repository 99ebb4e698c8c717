using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Numbers;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Numbers;

public sealed class ShortDecimalTests
{
    [Fact]
    public void ShortDecimal_AnyPair_AgreesWithTheExactNumber() =>
        Prop.ForAll(Texts().ToArbitrary(), Texts().ToArbitrary(), (left, right) =>
        {
            if (!ShortDecimal.TryParse(Encoding.ASCII.GetBytes(left), out ShortDecimal a) || !ShortDecimal.TryParse(Encoding.ASCII.GetBytes(right), out ShortDecimal b))
            {
                return left.Length > 18 || right.Length > 18;
            }

            Assert.True(JsonNumber.TryParse(left, out JsonNumber exactA) & JsonNumber.TryParse(right, out JsonNumber exactB));
            return Math.Sign(ShortDecimal.Compare(a, b)) == Math.Sign(exactA.CompareTo(exactB))
                && (exactB.Sign == 0 || !a.IsSurelyMultipleOf(b) || exactA.IsMultipleOf(exactB));
        }).Check(Seeded.Times(1000));

    [Theory]
    [InlineData("412.35", "0.01", true)]
    [InlineData("412.355", "0.01", false)]
    [InlineData("999999999999999999", "0.00000000000001", false)]
    [InlineData("-6", "3", true)]
    public void IsSurelyMultipleOf_Pair_OnlyWhereSure(string value, string divisor, bool expected)
    {
        Assert.True(ShortDecimal.TryParse(Encoding.ASCII.GetBytes(value), out ShortDecimal a) & ShortDecimal.TryParse(Encoding.ASCII.GetBytes(divisor), out ShortDecimal b));
        Assert.Equal(expected, a.IsSurelyMultipleOf(b));
    }

    private static Gen<string> Texts() =>
        from digits in Gen.Choose(1, 19)
        from body in Gen.ArrayOf(Gen.Choose(0, 9), digits)
        from point in Gen.Choose(0, digits)
        from negative in Gen.Elements(true, false)
        let whole = string.Concat(body.Take(point)).TrimStart('0') is { Length: > 0 } part ? part : "0"
        let fraction = string.Concat(body.Skip(point))
        select (negative ? "-" : "") + whole + (fraction.Length > 0 ? "." + fraction : "");
}
