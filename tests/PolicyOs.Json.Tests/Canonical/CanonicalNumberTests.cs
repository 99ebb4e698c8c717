using System.Globalization;
using PolicyOs.Json.Canonical;

namespace PolicyOs.Json.Tests.Canonical;

public sealed class CanonicalNumberTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Write_DoubleOfAppendixB_GivesItsText(ulong bits, string expected)
    {
        string exactly = BitConverter.UInt64BitsToDouble(bits).ToString("E800", CultureInfo.InvariantCulture);
        Assert.Equal(expected, CanonicalText.Of(exactly, CanonicalForm.Rfc8785));
    }

    [Theory]
    [InlineData("0", "0 -0 0.0 0e5 -0E-7 0.000e99999999999999999999")]
    [InlineData("1", "1 1.0 1e0 10e-1 0.1E+1 1.000000000000000000000000000000000")]
    [InlineData("-1.5", "-1.5 -15e-1 -0.15e1 -1.50")]
    [InlineData("100000000000000000000", "1e20 100000000000000000000 100000000000000000000.0")]
    [InlineData("1e+21", "1e21 1000000000000000000000 0.1e22")]
    [InlineData("0.000001", "1e-6 0.000001 0.1e-5")]
    [InlineData("1e-7", "1e-7 0.0000001 10e-8")]
    [InlineData("1.25e-7", "125e-9 0.000000125")]
    [InlineData("9007199254740993", "9007199254740993 9007199254740993.0 9007199254740993000e-3")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", "0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("12345678901234567890.5", "12345678901234567890.5 1.23456789012345678905e19")]
    [InlineData("1.2345678901234567890123e+25", "12345678901234567890123000")]
    [InlineData("1e+400", "1e400 10e399 0.1e401")]
    [InlineData("1e-400", "1e-400 0.01e-398")]
    [InlineData("1e+100000000000000000", "1e100000000000000000 10e99999999999999999 0.1e100000000000000001")]
    [InlineData("1.5e+99999999999999999999", "1.5e99999999999999999999 15e99999999999999999998 0.15e100000000000000000000 0.15e+000100000000000000000000")]
    [InlineData("1.5e-100000000000000000001", "1.5e-100000000000000000001 15e-100000000000000000002 0.0015e-99999999999999999998")]
    public void Write_EqualValues_HaveOneExactForm(string expected, string spellings)
    {
        foreach (string spelling in spellings.Split(' '))
        {
            Assert.Equal(expected, CanonicalText.Of(spelling, CanonicalForm.Exact));
        }
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.1000000000000000055511151231257827", "0.1")]
    [InlineData("123456789012345678", "123456789012345680")]
    [InlineData("1e-400", "0")]
    [InlineData("4.9406564584124654e-324", "5e-324")]
    [InlineData("2.2250738585072011e-308", "2.225073858507201e-308")]
    public void Write_NumberBeyondDoubles_IsRoundedOnlyByRfc8785(string number, string rounded)
    {
        Assert.Equal(rounded, CanonicalText.Of(number, CanonicalForm.Rfc8785));
        Assert.NotEqual(rounded, CanonicalText.Of(number, CanonicalForm.Exact));
    }
}
