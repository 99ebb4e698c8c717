using System.Collections;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Tests.Upstream;

public sealed class EnvironmentTests
{
    private static readonly Hashtable s_own = new()
    {
        ["PATH"] = "/bin", ["HOME"] = "/home/x", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["TOKEN"] = "t-1", ["EMPTY"] = "", ["SHELL"] = "() { :; }",
    };

    [Theory]
    [InlineData("plain", "plain", null)]
    [InlineData("${env:TOKEN}", "t-1", null)]
    [InlineData("Bearer ${env:TOKEN}, ${env:TOKEN}!", "Bearer t-1, t-1!", null)]
    [InlineData("${env:EMPTY}", "", null)]
    [InlineData("${env:NOPE}", null, "NOPE")]
    [InlineData("${env:TOKEN", "${env:TOKEN", null)]
    [InlineData("${TOKEN}", "${TOKEN}", null)]
    public void Replace_References_GiveValuesOrTheNameThatIsUnset(string value, string? expected, string? unset)
    {
        Assert.Equal(expected, EnvironmentReferences.Replace(value, s_own, out string? missing));
        Assert.Equal(unset, missing);
    }

    [Fact]
    public void Fill_OwnEnvironment_PassesOnlyTheAllowListAndWhatIsDeclared()
    {
        var child = new Dictionary<string, string?> { ["INHERITED"] = "x" };

        ChildEnvironment.Fill(child, s_own, [new("INBOX_TOKEN", "t"), new("HOME", "/declared")]);

        Assert.Equal(
            new Dictionary<string, string?> { ["PATH"] = "/bin", ["HOME"] = "/declared", ["INBOX_TOKEN"] = "t" }.OrderBy(v => v.Key),
            child.OrderBy(v => v.Key));
    }
}
