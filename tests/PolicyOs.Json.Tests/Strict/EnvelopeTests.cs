using System.Text;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Tests.Strict;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"x","arguments":{"Name":1,"NAME":2},"_meta":{"Name":0}}}""")]
    [InlineData("""{"other":{"Name":1},"methods":1,"i":2}""")]
    [InlineData("""{"params":[{"Name":1}]}""")]
    [InlineData("""{"result":{"Name":1}}""")]
    public void Check_MessageWithOtherNames_IsFine(string text) => Assert.Null(Check(text));

    [Theory]
    [InlineData("""{"Method":"x"}""", "/Method", "method")]
    [InlineData("""{"method":"x","METHOD":"y"}""", "/METHOD", "method")]
    [InlineData("""{"I\u0064":1}""", "/Id", "id")]
    [InlineData("""{"ıd":1}""", "/ıd", "id")]
    [InlineData("""{"paramſ":1}""", "/paramſ", "params")]
    [InlineData("""{"params":{"arguments":{},"Arguments":{}}}""", "/params/Arguments", "arguments")]
    [InlineData("""{"params":{"_Meta":{}}}""", "/params/_Meta", "_meta")]
    [InlineData("""{"params":{"\u004eame":"x"}}""", "/params/Name", "name")]
    public void Check_EnvelopeNameInOtherLetters_IsRefused(string text, string pointer, string meant)
    {
        StrictError? error = Check(text);
        Assert.Equal((StrictErrorKind.CaseVariant, pointer), (error?.Kind, error?.Pointer));
        Assert.Contains($"`{meant}`", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NamesOfTheCaller_AreTheOnesHeld()
    {
        StrictOptions options = new() { Envelope = new(["kind"], [new("body", ["text"])]) };
        Assert.Equal("/\u212Aind", StrictReader.Check("{\"\u212Aind\":1}"u8, options)?.Pointer);
        Assert.Equal("/body/TEXT", StrictReader.Check("""{"body":{"TEXT":1}}"""u8, options)?.Pointer);
        Assert.Null(StrictReader.Check("""{"Method":1}"""u8, options));
    }

    [Theory]
    [InlineData("[]", StrictErrorKind.Batch)]
    [InlineData(" [{\"jsonrpc\":\"2.0\"}]", StrictErrorKind.Batch)]
    [InlineData("1", StrictErrorKind.NotAnObject)]
    [InlineData("\"x\"", StrictErrorKind.NotAnObject)]
    [InlineData("null", StrictErrorKind.NotAnObject)]
    [InlineData("", StrictErrorKind.Malformed)]
    [InlineData("GET / HTTP/1.1", StrictErrorKind.Malformed)]
    public void Check_MessageThatIsNoObject_IsRefused(string text, StrictErrorKind kind) => Assert.Equal(kind, Check(text)?.Kind);

    private static StrictError? Check(string text) => StrictReader.Check(Encoding.UTF8.GetBytes(text), StrictOptions.Message);
}
