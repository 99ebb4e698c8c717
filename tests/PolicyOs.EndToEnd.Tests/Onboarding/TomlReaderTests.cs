using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>TOML 1.0 as Codex's configuration uses it.</summary>
public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = 1", """{"a":1}""")]
    [InlineData("a.b = \"x\" # c\n'd e' = 'C:\\n'", """{"a":{"b":"x"},"d e":"C:\\n"}""")]
    [InlineData("[t.\"u v\"]\nk = [1, 2_000, # two\n 0x1F,\n]\n[t]\nm = {x = true, y = {z = 1.5}}", """{"t":{"u v":{"k":[1,2000,31]},"m":{"x":true,"y":{"z":1.5}}}}""")]
    [InlineData("[[r]]\na = 1\n[[r]]\na = 2\n[r.s]\nb = 3", """{"r":[{"a":1},{"a":2,"s":{"b":3}}]}""")]
    [InlineData("a = \"\"\"\none \\\n   two\"\"\"\nb = '''\nraw \\'''", """{"a":"one two","b":"raw \\"}""")]
    [InlineData("a = \"\\u00e9\\t\\U0001F600\"", """{"a":"\u00E9\t\uD83D\uDE00"}""")]
    [InlineData("d = 2026-11-21T10:00:00Z\r\ne = -3", """{"d":"2026-11-21T10:00:00Z","e":-3}""")]
    [InlineData("", "{}")]
    public void Read_Document_IsItsJson(string toml, string json) => Assert.Equal(json, TomlReader.Read(toml).ToJsonString());

    [Theory]
    [InlineData("a = ", "line 1: `` is no value")]
    [InlineData("\na = \"x", "line 2: a string does not end")]
    [InlineData("a = 1\na = 2", "line 2: `a` is set twice")]
    [InlineData("a = 1 b = 2", "line 1: `1 b = 2` is no value")]
    [InlineData("[a\nb = 1", "line 1: `]` is missing")]
    [InlineData("a = \"\\q\"", "line 1: `\\q` is no escape")]
    [InlineData("a = 1\n[a]\nb = 1", "line 2: `a` is no table")]
    [InlineData("= 1", "line 1: a key is missing")]
    public void Read_NoToml_NamesTheLine(string toml, string message) => Assert.Equal(message, Assert.Throws<FormatException>(() => TomlReader.Read(toml)).Message);
}
