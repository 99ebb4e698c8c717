using System.Text.Json;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Tests.Strict;

public sealed class NumberRangeTests
{
    [Theory]
    [InlineData("1234567890123456789012345678901234")]
    [InlineData("-12345678901234567.89012345678901234")]
    [InlineData("0.00000000000000000000000000000000000000000000000001")]
    [InlineData("100000000000000000000000000000000000000000000000000")]
    [InlineData("1e400")]
    [InlineData("9.99e-400")]
    [InlineData("0.1e401")]
    [InlineData("0e999")]
    [InlineData("""{"a":[1,"1e500",{"b":null}]}""")]
    public void Check_WithinTheRange_IsFine(string json) => Assert.Null(NumberRange.Check(JsonElement.Parse(json)));

    [Theory]
    [InlineData("12345678901234567890123456789012345", "")]
    [InlineData("[0,1e401]", "/1")]
    [InlineData("{\"a/b\":{\"c\":[10e400]}}", "/a~1b/c/0")]
    [InlineData("{\"x\":1e-401}", "/x")]
    [InlineData("{\"x\":-1e99999999999999999999}", "/x")]
    public void Check_BeyondTheRange_SaysWhere(string json, string pointer)
    {
        StrictError? error = NumberRange.Check(JsonElement.Parse(json));
        Assert.Equal((StrictErrorKind.NumberOutOfRange, pointer), (error?.Kind, error?.Pointer));
        Assert.Contains(pointer, error!.Message, StringComparison.Ordinal);
    }
}
