using System.Text.Json;
using PolicyOs.Gateway.Configuration;

namespace PolicyOs.Gateway.Tests.Configuration;

public sealed class InvisibleTextTests
{
    [Theory]
    [InlineData("plain ASCII", null)]
    [InlineData("naïve – Füße 漢字", null)]
    [InlineData("zero\u200Bwidth", "U+200B")]
    [InlineData("right\u202Eleft", "U+202E")]
    [InlineData("mark\u200F", "U+200F")]
    [InlineData("\uFEFFstart", "U+FEFF")]
    [InlineData("tag\U000E0041", "U+E0041")]
    [InlineData("\U0001F469\u200D\U0001F4BB", null)]
    [InlineData("\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", null)]
    [InlineData("a \u200D b", "U+200D")]
    [InlineData("end\u200C", "U+200C")]
    public void Find_Text_NamesTheFirstThatHides(string text, string? expected) => Assert.Equal(expected, InvisibleText.Find(text));

    [Theory]
    [InlineData("""{"a":[{"b":"x"}],"c":1}""", null)]
    [InlineData("""{"a":[{"b":"x\u200by"}]}""", "U+200B")]
    [InlineData("""{"a\u2066":1}""", "U+2066")]
    public void Find_Json_LooksAtNamesAndStrings(string json, string? expected) => Assert.Equal(expected, InvisibleText.Find(JsonElement.Parse(json)));
}
