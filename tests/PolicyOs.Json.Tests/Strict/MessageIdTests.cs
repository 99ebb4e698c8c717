using System.Text;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Tests.Strict;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"x"}""", "7")]
    [InlineData("""{"params":{"a":1,"a":2,"id":3},"id":-12}""", "-12")]
    [InlineData(""" { "id" : "a\"b" , "x" : [ } ] """, "\"a\\\"b\"")]
    [InlineData("""{"\u0069d":1}""", "1")]
    [InlineData("""{"id":5,"method":""", "5")]
    [InlineData("""{"id":5,nonsense""", "5")]
    [InlineData("""{"x":"\ud800","id":12345678901234567890}""", "12345678901234567890")]
    public void TryReadId_OneIdInSight_IsFoundAsWritten(string text, string expected)
    {
        Assert.True(StrictReader.TryReadId(Encoding.UTF8.GetBytes(text), out ReadOnlySpan<byte> id));
        Assert.Equal(expected, Encoding.UTF8.GetString(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[{\"id\":1}]")]
    [InlineData("""{"params":{"id":1}}""")]
    [InlineData("""{"id":1,"id":2}""")]
    [InlineData("""{"id":1,"ID":2}""")]
    [InlineData("""{"Id":1}""")]
    [InlineData("""{"ıd":1}""")]
    [InlineData("""{"id":1.5}""")]
    [InlineData("""{"id":1e3}""")]
    [InlineData("""{"id":01}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":{}}""")]
    [InlineData("""{"id":}""")]
    [InlineData("""{"id":12""")]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"\u00zz":1}""")]
    public void TryReadId_NoneOrMoreThanOne_IsNotFound(string text)
    {
        Assert.False(StrictReader.TryReadId(Encoding.UTF8.GetBytes(text), out ReadOnlySpan<byte> id));
        Assert.True(id.IsEmpty);
    }
}
