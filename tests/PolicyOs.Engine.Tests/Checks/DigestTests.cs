using System.Text.Json;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Tests.Checks;

public sealed class DigestTests
{
    [Theory]
    [InlineData("\"A\"", "\"\\u0041\"")]
    [InlineData("1", "1.0")]
    [InlineData("\"thirteen byte\"", "\"thirteen byt\\u0065\"")]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":"x","a":1e0}""")]
    public void Equal_Values_HaveOneDigest(string one, string other) => Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("\"A\"", "\"B\"")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"\"", "null")]
    [InlineData("\"A\"", "\"A\\u0000\"")]
    [InlineData("\"thirteen byte\"", "\"thirteen bytes\"")]
    [InlineData("\"fourteen bytes\"", "\"fourteen bytes \"")]
    public void Different_Values_HaveTwo(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    [Fact]
    public void Memo_OfManyValuesInTurn_IsThatOfEach()
    {
        DigestMemo memo = default;
        foreach (string value in new[] { "\"a\"", "\"a value of some length\"", "\"another value of some length\"", "7", "\"a value of some length\"", "7" })
        {
            Assert.Equal(Of(value), memo.Of(JsonElement.Parse(value)));
        }
    }

    private static UInt128 Of(string json) => ValueDigest.Of(JsonElement.Parse(json));
}
