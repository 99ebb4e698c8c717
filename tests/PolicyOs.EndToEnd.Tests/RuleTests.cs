using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Rules as a person meets them: refused by <c>check</c> at their place, and denying with their reason through the real gateway.</summary>
public sealed class RuleTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("policyos-rules-");

    [Theory]
    [InlineData("princpal.id == 'x'", "(4,17): error POL2701: unknown variable `princpal`", "did you mean `principal`?")]
    [LongInlineData("input.budget > 1.0", "(4,23): error POL2701: no field `budget`", null)]
    [LongInlineData("input.budget_us > 1.0", "(4,23): error POL2701: no field `budget_us`", "did you mean `budget_usd`?")]
    [LongInlineData("input.name > 3", "(4,17): error POL2701: `>` does not go with string and int", null)]
    [LongInlineData("input.tier", "(4,17): error POL2701: expected bool, found int", null)]
    [LongInlineData("session.calls.lanch_campaign < 1", "(4,31): error POL2701: no field `lanch_campaign`", "did you mean `launch_campaign`?")]
    [LongInlineData("session.bindings.bugdet == 1", "(4,34): error POL2701: no field `bugdet`", "did you mean `budget`?")]
    [InlineData("input.tier in [1, 2", "(4,36): error POL2701: expected `]`, found the end", null)]
    public async Task Check_OfAWrongRule_PointsIntoTheExpression(string condition, string finding, string? help)
    {
        string bundle = Copy("create_campaign", condition);
        Ran ran = await Ran.CommandAsync(null, "check", bundle);

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains($"policies/rules.yaml{finding}", ran.Output + ran.Errors, StringComparison.Ordinal);
        Assert.Contains(help ?? string.Empty, ran.Output + ran.Errors, StringComparison.Ordinal);

        Ran served = await Ran.CommandAsync(null, "run", "--bundle", bundle, "--store", "memory");
        Assert.NotEqual(0, served.ExitCode);
        Assert.Contains("POL2701", served.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("principal.attributes.region == 'eu'", "`principal.attributes.region`: no such key: `region`")]
    [LongInlineData("1 / int(session.step_count) > 0", "`1 / int(session.step_count)`: division by zero")]
    [LongInlineData("principal.attributes.brand > 3", "`principal.attributes.brand > 3`: no such overload: `>` does not go with string and int")]
    public async Task Call_UnderARuleThatErrors_IsDeniedWithIdSubExpressionAndReason(string condition, string why)
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(Copy("list_audiences", condition));
        ToolAnswer answer = await gateway.CallAsync("list_audiences");

        Assert.Equal(("deny", "RULE_DENIED", "not_sent"), (answer.Verdict, answer.Code, answer.Outcome));
        Assert.Contains($"the rule `tested` cannot be decided: {why}", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UnderARuleThatIsNotMet_IsDeniedWithTheAuthorsWords()
    {
        await using GatewayProcess gateway = await GatewayProcess.ConnectAsync(Copy("list_audiences", "'lead' in principal.roles"));
        ToolAnswer answer = await gateway.CallAsync("list_audiences");

        Assert.Equal(("deny", "RULE_DENIED", "not_sent"), (answer.Verdict, answer.Code, answer.Outcome));
        Assert.Contains("only for leads", answer.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _parent.Delete(recursive: true);

    /// <summary>The shipped bundle with one rule in place of its own.</summary>
    private string Copy(string tool, string condition)
    {
        string from = RepositoryRoot.At("bundles", "campaign-launch");
        string to = Path.Combine(_parent.FullName, "campaign-launch");
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(
            Path.Combine(to, "policies", "rules.yaml"),
            $"rules:\n  - id: tested\n    applies_to: [{tool}]\n    condition: \"{condition}\"\n    effect: deny\n    message: only for leads\n");
        return to;
    }
}
