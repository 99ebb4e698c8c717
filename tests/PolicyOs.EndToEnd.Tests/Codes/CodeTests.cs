using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.EndToEnd.Tests.Codes;

/// <summary>Every decision code is reached by a client of the real gateway, or it is said here why none can reach it yet.</summary>
public sealed class CodeTests(WaitingCases waiting) : IClassFixture<WaitingCases>
{
    internal static readonly ImmutableArray<CodeCase> All =
        [.. SessionAndToolCases.All, .. OrderCases.All, .. ValueCases.All, .. ApprovalCases.All, .. SurroundingCases.All, .. OutcomeCases.All];

    // With what would have to be there first.
    private static readonly ImmutableDictionary<DecisionCode, string> s_unreachable = ImmutableDictionary.CreateRange(new KeyValuePair<DecisionCode, string>[]
    {
        new(DecisionCode.WorkflowLimitExceeded, "workflow.yaml"),
        new(DecisionCode.ResourceConflict, "workflow.yaml"),
        new(DecisionCode.Unauthenticated, "--auth"),
    });

    // Decided before anything is sent, by the engine alone, whose own tests have every code: in a short run three of each list reach the client.
    private static readonly ImmutableHashSet<CodeCase> s_long =
        [.. SessionAndToolCases.All.Skip(3), .. OrderCases.All.Skip(3), .. ValueCases.All.Skip(3)];

    public static TheoryData<string> Cases => new TheoryData<string>(All.Select(way => way.ToString())).LongWhere((_, i) => s_long.Contains(All[i]));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Code_ByItsWay_IsToldToTheClient(string way)
    {
        CodeCase reached = All.Single(candidate => candidate.ToString() == way);
        JsonElement decision = await waiting.ReachAsync(reached);
        Assert.Equal(reached.Code.Name, decision.GetProperty("code").GetString());
    }

    [Fact]
    public void EveryCode_OfTheList_HasAWayOrAReason() => Assert.Equal(
        DecisionCode.All.Select(code => code.Name).Order(),
        All.Select(way => way.Code).Distinct().Concat(s_unreachable.Keys).Select(code => code.Name).Order());

    [Fact]
    public async Task Workflow_IsRefusedSoThatItsCodesCannotBeMissed()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer").Write("workflow.yaml", """{"schema_version":"1.0","workflow":"e2e"}""");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete());
        Assert.NotEqual(0, await gateway.ExitAsync());
        Assert.Contains("workflow.yaml", gateway.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authentication_IsRefusedSoThatItsCodeCannotBeMissed()
    {
        using BundleFolder bundle = BundleFolder.Fake("answer");
        await using GatewayProcess gateway = GatewayProcess.Start(bundle.Complete(), "--auth", "auth.yaml", "--http", "127.0.0.1:0");
        Assert.Equal(2, await gateway.ExitAsync());
        Assert.Contains("--auth", gateway.Errors, StringComparison.Ordinal);
    }
}
