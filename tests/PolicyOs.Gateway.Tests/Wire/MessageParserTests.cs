using System.Text;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Wire;

public sealed class MessageParserTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m"}""", "request 1 m")]
    [InlineData("""{"jsonrpc":"2.0","id":"a\"b","method":"m","params":{"x":1}}""", "request \"a\\\"b\" m")]
    [InlineData("""{"jsonrpc":"2.0","method":"m"}""", "notification m")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":null}""", "response 7")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"x"}}""", "response 7")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"x"}}""", "response null")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"m"}""", "refused 1 -32600")]
    [InlineData("""{"id":1,"method":"m"}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"m"}""", "refused null -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"m"}""", "refused null -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","params":[1]}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","result":{}}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","Method":"n"}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":1,"a":2}}""", "refused 1 -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":"\ud800"}}""", "refused 1 -32600")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"m"}]""", "refused null -32600")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"m" """, "refused 1 -32700")]
    [InlineData("garbage", "refused null -32700")]
    public void Parse_Line_IsWhatItSays(string line, string expected) =>
        Assert.Equal(expected, Describe(MessageParser.Parse(Encoding.UTF8.GetBytes(line), StrictOptions.Message)));

    [Fact]
    public void Parse_InvalidUtf8_IsRefusedWithTheIdThatCanBeRead()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":5,"method":"m","params":{"a":"""), (byte)'"', 0xC3, 0x28, .. "\"}}"u8];

        Assert.Equal("refused 5 -32700", Describe(MessageParser.Parse(line, StrictOptions.Message)));
    }

    private static string Describe(RpcMessage message) => message switch
    {
        RpcMessage.Request request => $"request {request.Id} {request.Method}",
        RpcMessage.Notification notification => $"notification {notification.Method}",
        RpcMessage.Response response => $"response {response.Id}",
        RpcMessage.Refused refused => $"refused {refused.Id} {refused.Code}",
        _ => "?",
    };
}
