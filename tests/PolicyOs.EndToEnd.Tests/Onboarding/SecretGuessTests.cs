using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.EndToEnd.Tests.Onboarding;

/// <summary>What of a client's configuration may be copied into a bundle.</summary>
public sealed class SecretGuessTests
{
    [Theory]
    [InlineData("DEBUG", "1")]
    [InlineData("LOG_LEVEL", "debug")]
    [InlineData("MEMORY_FILE_PATH", "./memory.jsonl")]
    [InlineData("ROOT", "/srv/data")]
    [InlineData("ENDPOINT", "https://example.org/api")]
    public void Value_PlainlyNoSecret_IsCopied(string name, string value) => Assert.True(SecretGuess.IsPlain(name, value));

    [Theory]
    [InlineData("GITHUB_TOKEN", "x")]
    [InlineData("ApiKey", "1")]
    [InlineData("DATABASE", "postgres://user:pw@host/db")]
    [InlineData("ENDPOINT", "https://example.org/api?key=1")]
    [InlineData("SETTING", "ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("SETTING", "correct horse battery staple")]
    [InlineData("SETTING", "8f14e45fceea167a5a36dedd4bea2543")]
    public void Value_ThatMayBeASecret_StaysBehind(string name, string value) => Assert.False(SecretGuess.IsPlain(name, value));

    [Theory]
    [InlineData("-y", true)]
    [InlineData("@modelcontextprotocol/server-filesystem", true)]
    [InlineData("/home/somebody/a-project-with-a-rather-long-name-of-its-own", true)]
    [InlineData("--api-key=abc", false)]
    [InlineData("sk-ant-" + "api03-" + "0123456789abcdefghij0123456789", false)]
    [InlineData("8f14e45fceea167a5a36dedd4bea25438f14e45f", false)]
    public void Argument_IsJudgedByWhatItLooksLike(string argument, bool isPlain) => Assert.Equal(isPlain, SecretGuess.IsPlainArgument(argument));
}
