using System.Buffers;
using System.Text;
using System.Text.Json;
using PolicyOs.Gateway.Pipeline;

namespace PolicyOs.Gateway.Tests.Pipeline;

public sealed class SentByServerTests
{
    [Theory]
    [InlineData("""{"a": [1.0, 1e400],"_meta":{"x":"\u00e9"}}""", """{"a": [1.0, 1e400],"_meta":{"x":"\u00e9"}}""")]
    [InlineData("""{"_meta":{"policyos/a":1,"x":1.0}}""", """{"_meta":{"x":1.0}}""")]
    [InlineData("""[{"b":{"_meta":{"Policyos\/a":{},"x":9007199254740993}}},2.50]""", """[{"b":{"_meta":{"x":9007199254740993}}},2.50]""")]
    [InlineData("""{"\u005fmeta":{"\u0070olicyos/a":1}}""", """{"_meta":{}}""")]
    [InlineData("""{"_meta":{"io.modelcontextprotocol/serverInfo":{}},"policyos/a":1}""", """{"_meta":{},"policyos/a":1}""")]
    [InlineData("""{"_meta":"policyos/a"}""", """{"_meta":"policyos/a"}""")]
    [InlineData("""{"structuredContent":{"_meta":{"policyos/a":1}}}""", """{"structuredContent":{"_meta":{"policyos/a":1}}}""")]
    [InlineData("""{"structuredContent":{"_meta":{"policyos/a":1}},"_meta":{"policyos/a":1}}""", """{"structuredContent":{"_meta":{"policyos/a":1}},"_meta":{}}""")]
    public void Write_KeysThatStopHere_AreLeftOut_AndTheRestIsAsSent(string sent, string written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            SentByServer.Write(writer, JsonElement.Parse(sent));
        }

        Assert.Equal(written, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
