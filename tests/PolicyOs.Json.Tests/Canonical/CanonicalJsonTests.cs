using System.Buffers;
using System.Text.Json;
using PolicyOs.Json.Canonical;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Tests.Canonical;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(" { } ", "{}")]
    [InlineData("[ [ ] , null , true , false ]", "[[],null,true,false]")]
    [InlineData("""{"b":1,"a":{"d":[],"c":0}}""", """{"a":{"c":0,"d":[]},"b":1}""")]
    [InlineData("""{"aa":1,"a":2,"":3,"B":4}""", """{"":3,"B":4,"a":2,"aa":1}""")]
    [InlineData("""{"same-start-2":1,"same-start-1":2,"same-start-":3}""", """{"same-start-":3,"same-start-1":2,"same-start-2":1}""")]
    [InlineData("""{"a\u0000":1,"a":2}""", """{"a":2,"a\u0000":1}""")]
    [InlineData("""{"\u0062":1,"\u0061":2}""", """{"a":2,"b":1}""")]
    [InlineData("\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\\\/\\u007f\\u2028\\u00E9\"", "\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f\u2028é\"")]
    public void Write_Value_HasOneForm(string json, string expected) => Assert.Equal(expected, CanonicalText.Of(json, CanonicalForm.Exact));

    [Fact]
    public void Write_Names_AreSortedByUtf16()
    {
        // U+1F600 is D83D DE00 in UTF-16, before U+E000 and U+FB33; its UTF-8 (F0…) is after theirs (EE…, EF…).
        string[] sorted = ["a", "\u0080", "\uD7FF", "\U0001F600", "\U0010FFFF", "\uE000", "\uFB33", "\uFFFF"];
        string json = "{" + string.Join(',', sorted.Reverse().Select(name => $"\"12345678{name}\":0,\"{name}\":0")) + "}";
        IEnumerable<string> names = JsonElement.Parse(CanonicalText.Of(json, CanonicalForm.Rfc8785)).EnumerateObject().Select(p => p.Name);
        Assert.Equal([.. sorted.Select(name => "12345678" + name), .. sorted], names);
    }

    [Theory]
    [InlineData("""[{"x":{"a":1,"\u0061":2}}]""", StrictErrorKind.DuplicateProperty, "/0/x/a")]
    [InlineData("""{"x":["\ud800"]}""", StrictErrorKind.LoneSurrogate, "/x/0")]
    [InlineData("""{"x":{"\udc00":1}}""", StrictErrorKind.LoneSurrogate, "/x")]
    [InlineData("""{"x":[0,1e400]}""", StrictErrorKind.NumberOutOfRange, "/x/1")]
    public void TryWrite_WithoutForm_SaysWhatAndWhere(string json, StrictErrorKind kind, string pointer)
    {
        Assert.False(CanonicalJson.TryWrite(JsonElement.Parse(json), new ArrayBufferWriter<byte>(), CanonicalForm.Rfc8785, out StrictError? error));
        Assert.Equal((kind, pointer), (error!.Kind, error.Pointer));
        Assert.Throws<InvalidOperationException>(() => CanonicalText.Of(json, CanonicalForm.Rfc8785));
    }

    [Fact]
    public void TryWrite_TextThatIsNoUtf8_IsRefused()
    {
        JsonElement value = JsonElement.Parse([(byte)'"', 0xC3, (byte)'"']);
        Assert.False(CanonicalJson.TryWrite(value, new ArrayBufferWriter<byte>(), CanonicalForm.Exact, out StrictError? error));
        Assert.Equal(StrictErrorKind.NotUtf8, error?.Kind);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(5_000, false)]
    public void TryWrite_Nesting_IsBounded(int depth, bool written)
    {
        using var document = JsonDocument.Parse(new string('[', depth) + new string(']', depth), new JsonDocumentOptions { MaxDepth = depth });
        Assert.Equal(written, CanonicalJson.TryWrite(document.RootElement, new ArrayBufferWriter<byte>(), CanonicalForm.Exact, out StrictError? error));
        Assert.Equal(written ? null : StrictErrorKind.TooDeep, error?.Kind);
    }
}
