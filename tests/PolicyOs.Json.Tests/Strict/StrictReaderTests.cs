using System.Text;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Tests.Strict;

public sealed class StrictReaderTests
{
    [Theory]
    [InlineData("null")]
    [InlineData(" \t\r\n{ } ")]
    [InlineData("[]")]
    [InlineData("-0.0E+00")]
    [InlineData("""{"a":{"a":[{"a":1},{"a":2}]},"b":"\"\\\/\b\f\n\r\t\u00e9"}""")]
    [InlineData("\"\u007f é € 😀 \\ud83d\\ude00\"")]
    [InlineData("""{"A":1,"a":2,"Method":3}""")]
    public void Check_Document_IsFine(string text) => Assert.Null(Check(text, StrictOptions.Document));

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("{", 1)]
    [InlineData("{\"a\"", 4)]
    [InlineData("{\"a\":", 5)]
    [InlineData("{\"a\":1,}", 7)]
    [InlineData("{a:1}", 1)]
    [InlineData("{'a':1}", 1)]
    [InlineData("[1,]", 3)]
    [InlineData("[1 2]", 3)]
    [InlineData("[1}", 2)]
    [InlineData("{\"a\":1]", 6)]
    [InlineData("1 2", 2)]
    [InlineData("{} {}", 3)]
    [InlineData("[]\0", 2)]
    [InlineData("tru", 0)]
    [InlineData("NaN", 0)]
    [InlineData("01", 0)]
    [InlineData("-", 0)]
    [InlineData("1.", 0)]
    [InlineData(".5", 0)]
    [InlineData("+1", 0)]
    [InlineData("1e", 0)]
    [InlineData("1e+", 0)]
    [InlineData("-01", 0)]
    [InlineData("\"abc", 4)]
    [InlineData("\"\\", 1)]
    [InlineData("\"a\\x\"", 2)]
    [InlineData("\"a\\u12\"", 2)]
    [InlineData("\"a\\u12g4\"", 2)]
    [InlineData("\"a\\u+123\"", 2)]
    [InlineData("\"a\nb\"", 2)]
    [InlineData("\"0123456789abcdef\u0001\"", 17)]
    [InlineData("[1,/* no */2]", 3)]
    [InlineData("\uFEFF{}", 0)]
    public void Check_NotJson_IsMalformed(string text, int offset)
    {
        StrictError? error = Check(text, StrictOptions.Document);
        Assert.Equal((StrictErrorKind.Malformed, offset), (error?.Kind, error?.Offset));
    }

    [Theory]
    [InlineData("22 C3 28 22", 1)]
    [InlineData("22 61 ED A0 80 22", 2)]
    [InlineData("22 C0 80 22", 1)]
    [InlineData("22 F4 90 80 80 22", 1)]
    [InlineData("22 C3 A9 80 22", 3)]
    [InlineData("22 E2 82", 1)]
    [InlineData("7B 22 FF 22 3A 31 7D", 2)]
    [InlineData("FF FE 7B 00 7D 00", 0)]
    [InlineData("5B 31 80 5D", 2)]
    public void Check_NotUtf8_SaysWhere(string hex, int offset)
    {
        StrictError? error = StrictReader.Check(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), StrictOptions.Document);
        Assert.Equal((StrictErrorKind.NotUtf8, offset), (error?.Kind, error?.Offset));
    }

    [Theory]
    [InlineData("\"\\ud800\"", 1, "")]
    [InlineData("\"\\udc00\"", 1, "")]
    [InlineData("{\"x\":[0,\"a\\ud800\\ud800\\udc00\"]}", 10, "/x/1")]
    [InlineData("{\"x\":\"\\ud800\\n\"}", 6, "/x")]
    [InlineData("{\"x\":{\"\\uDBFF\":1}}", 7, "/x")]
    [InlineData("\"\\ud800", 1, "")]
    public void Check_HalfASurrogatePair_IsLone(string text, int offset, string pointer)
    {
        StrictError? error = Check(text, StrictOptions.Document);
        Assert.Equal((StrictErrorKind.LoneSurrogate, offset, pointer), (error?.Kind, error?.Offset, error?.Pointer));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", 7, "/a")]
    [InlineData("""{"a":1,"\u0061":2}""", 7, "/a")]
    [InlineData("""{"\u0061":1,"b":2,"a":3}""", 18, "/a")]
    [InlineData("""[0,{"x":{"a":1,"b":[],"a":{}}}]""", 22, "/1/x/a")]
    [InlineData("""{"😀":1,"\ud83d\ude00":2}""", 10, "/😀")]
    [InlineData("""{"":1,"":2}""", 6, "/")]
    [InlineData("""{"a/b":1,"a\/b":2}""", 9, "/a~1b")]
    [InlineData("""{"a":{"a":1},"b":{"a":1},"a":0}""", 25, "/a")]
    [InlineData("""{"\n":{"\n":{"\r":1}},"\t":{"\n":0},"\u000a":0}""", 36, "/\n")]
    public void Check_NameTwice_IsDuplicate(string text, int offset, string pointer)
    {
        StrictError? error = Check(text, StrictOptions.Document);
        Assert.Equal((StrictErrorKind.DuplicateProperty, offset, pointer), (error?.Kind, error?.Offset, error?.Pointer));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(1000)]
    public void Check_NameTwiceAmongMany_IsFoundWhereverItStands(int count)
    {
        for (int first = 0; first < count; first += Math.Max(1, count / 9))
        {
            string[] names = [.. Enumerable.Range(0, count).Select(i => $"property-{i:d6}-value")];
            names[count - 1] = first == count - 1 ? "fine" : names[first];
            StrictError? error = Check("{" + string.Join(',', names.Select(n => $"\"{n}\":0")) + "}", StrictOptions.Document);
            Assert.Equal(first == count - 1 ? null : $"/{names[first]}", error?.Pointer);
        }
    }

    [Fact]
    public void Check_MessageForPeople_NamesPropertyAndPlace()
    {
        StrictError? error = Check("""{"params":{"to":1,"to":2}}""", StrictOptions.Message);
        Assert.Equal("property `to` appears more than once in its object at `/params/to` (byte 18)", error?.Message);
    }

    [Fact]
    public void Check_NameThatSteersTerminals_IsShownEscapedAndCut()
    {
        string name = "\u202E" + new string('x', 500);
        StrictError? error = Check($$"""{"{{name}}":1,"{{name}}":2}""", StrictOptions.Document);
        Assert.StartsWith("property `\\u202exxx", error?.Message, StringComparison.Ordinal);
        Assert.True(error?.Message.Length < 300);
    }

    [Theory]
    [InlineData(64, null)]
    [InlineData(65, StrictErrorKind.TooDeep)]
    public void Check_Nesting_IsBounded(int depth, StrictErrorKind? kind)
    {
        string half = string.Concat(Enumerable.Repeat("[{\"a\":", depth / 2)) + (depth % 2 == 0 ? "0" : "[]");
        string text = half + string.Concat(Enumerable.Repeat("}]", depth / 2));
        Assert.Equal(kind, Check(text, StrictOptions.Document)?.Kind);
        Assert.Equal(depth > 3, Check(text, StrictOptions.Document with { MaxDepth = 3 })?.Kind == StrictErrorKind.TooDeep);
    }

    [Fact]
    public void Check_Size_IsBounded()
    {
        StrictOptions options = StrictOptions.Document with { MaxBytes = 4 };
        Assert.Null(Check("1234", options));
        Assert.Equal(StrictErrorKind.TooLarge, Check("12345", options)?.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Options_DepthOutsideItsRange_Throws(int depth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StrictOptions.Document with { MaxDepth = depth });

    private static StrictError? Check(string text, StrictOptions options) => StrictReader.Check(Encoding.UTF8.GetBytes(text), options);
}
