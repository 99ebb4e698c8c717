using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Tests.Numbers;

public sealed class JsonEqualityTests
{
    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "10e-1", true)]
    [InlineData("0", "-0.0", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("1e400", "10e399", true)]
    [InlineData("1", "true", false)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("null", "null", true)]
    [InlineData("true", "false", false)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"\\u00e9\\/\"", "\"é/\"", true)]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"", true)]
    [InlineData("\"\\ud83d\"", "\"\\ud83e\"", false)]
    [InlineData("\"\\ud83d\"", "\"\\uD83D\"", true)]
    [InlineData("\"\\b\\f\\n\\r\\t\\\"\\\\\"", "\"\\u0008\\u000c\\u000a\\u000d\\u0009\\u0022\\u005c\"", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[1,[2]]", "[1.0,[2e0]]", true)]
    [InlineData("[1]", "[1,1]", false)]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1}", true)]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":2}", false)]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false)]
    [InlineData("{\"\\u0061\":1}", "{\"a\":1}", true)]
    [InlineData("{\"a\":2,\"a\":2}", "{\"a\":2,\"b\":1}", false)]
    public void DeepEquals_Pair_BothWaysAndHashAgrees(string left, string right, bool expected)
    {
        JsonElement a = JsonElement.Parse(left);
        JsonElement b = JsonElement.Parse(right);
        Assert.Equal(expected, JsonEquality.DeepEquals(a, b));
        Assert.Equal(expected, JsonEquality.DeepEquals(b, a));
        Assert.True(!expected || JsonEquality.DeepHash(a) == JsonEquality.DeepHash(b));
    }

    [Fact]
    public void DeepEquals_BytesThatAreNotUtf8_DoesNotThrow()
    {
        JsonElement bad = JsonElement.Parse([(byte)'"', 0xFF, (byte)'"']);
        Assert.True(JsonEquality.DeepEquals(bad, bad));
        Assert.False(JsonEquality.DeepEquals(bad, JsonElement.Parse("\"a\"")));
    }

    [Fact]
    public void DeepEquals_Scalars_AllocatesNothing()
    {
        JsonElement left = JsonElement.Parse("""["text", "esc\u0061ped", 1.50, true, {"a": 1, "b": [1, 2]}]""");
        JsonElement right = JsonElement.Parse("""["text", "esc\u0061ped", 1.5, true, {"a": 1.0, "b": [1, 2]}]""");
        Assert.True(JsonEquality.DeepEquals(left, right));
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool equal = JsonEquality.DeepEquals(left, right);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(equal);
    }

    [Fact]
    public void Comparer_HundredThousandObjects_IsNotQuadratic()
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < 100_000; i++)
        {
            text.Append(i == 0 ? "" : ",").Append("{\"id\":").Append(i).Append(",\"name\":\"n").Append(i).Append("\"}");
        }

        JsonElement items = JsonElement.Parse(text.Append(']').ToString());
        long start = Stopwatch.GetTimestamp();
        var distinct = new HashSet<JsonElement>(items.EnumerateArray(), JsonEquality.Comparer);
        Assert.Equal(100_000, distinct.Count);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void DeepEquals_NestedThirtyThousandLevels_ThrowsTheDocumentedException()
    {
        string nested = new string('[', 30_000) + new string(']', 30_000);
        using JsonDocument document = JsonDocument.Parse(nested, new JsonDocumentOptions { MaxDepth = 200_000 });
        JsonElement element = document.RootElement;
        Assert.Throws<InsufficientExecutionStackException>(() => JsonEquality.DeepEquals(element, element));
        Assert.Throws<InsufficientExecutionStackException>(() => JsonEquality.DeepHash(element));
    }
}
