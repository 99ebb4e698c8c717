using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Tests.Compile;

public sealed class CompiledBundleTests
{
    [Theory]
    [InlineData("12345678901234567890.123")]
    [InlineData("1.10")]
    [InlineData("-0.5e3")]
    [InlineData("9007199254740993")]
    public void Number_InAContract_IsExact(string number)
    {
        CompiledBundle bundle = Load(BundleText.Base.Patch("tools/refund.yaml", $"assertions: {{ input_invariants: [{{ path: $.amount, gte: {number} }}, {{ path: $.amount, equals: {number} }}] }}\n"));

        var invariants = Tool(bundle, "refund").InputInvariants;
        Assert.True(JsonNumber.TryParse(number, out JsonNumber expected));
        Assert.Equal(expected, Assert.IsType<Operator.AtLeast>(invariants[0].Operators[0]).Bound);
        Assert.Equal(number, Assert.IsType<Operator.EqualTo>(invariants[1].Operators[0]).Value.GetRawText());
    }

    [Theory]
    [InlineData("no", "\"no\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("~", "null")]
    [InlineData("True", "true")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("+.5", "0.5")]
    [InlineData("007", "7")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("2026-11-21", "\"2026-11-21\"")]
    public void Scalar_OfTheCoreSchema_BecomesJson(string yaml, string json)
    {
        CompiledBundle bundle = Load(BundleText.Base.Patch("tools/refund.yaml", $"assertions: {{ input_invariants: [{{ path: $.note, equals: {yaml} }}] }}\n"));

        Assert.Equal(json, Assert.IsType<Operator.EqualTo>(Tool(bundle, "refund").InputInvariants[0].Operators[0]).Value.GetRawText());
    }

    [Fact]
    public void Digest_AnyFileChanged_Differs()
    {
        string[] digests =
        [
            Load(BundleText.Base).Digest,
            .. BundleText.Base.Files.Keys.Where(p => p.EndsWith(".md", StringComparison.Ordinal) || p.EndsWith(".yaml", StringComparison.Ordinal))
                .Select(p => Load(BundleText.Base.With(p, BundleText.Base.Files[p] + "\n")).Digest),
        ];

        Assert.Equal(digests.Length, digests.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(digests[0], Load(BundleText.Base).Digest);
        Assert.Equal(digests[0], Load(BundleText.Base.With("bundle.lock.json", """{"lock_version": "1", "servers": {}}""")).Digest);
    }

    [Fact]
    public void Checkpoints_OfEveryOrigin_FoldIntoTheToolInOrder()
    {
        CompiledBundle bundle = Load(BundleText.Base
            .Patch("tools/refund.yaml", "checkpoint: { when: [{ path: $.amount, gte: 100 }], timeout_seconds: 60, approvers: [{ role: lead }] }\n")
            .Patch("session.yaml", "checkpoints: [{ name: all, tool: \"*\", when: [{ path: $.amount, gte: 1 }], timeout_seconds: 45 }]\n")
            .Patch("agent_contract.yaml", "escalation_triggers: [{ name: noted, when: [{ path: $.note, exists: true }], route_to: cfo }]\n"));

        var checkpoints = Tool(bundle, "refund").Checkpoints;
        Assert.Equal(["tool", "all", "destructive_operations", "noted"], checkpoints.Select(c => c.Name));
        Assert.True(checkpoints[0].IsOutOfBand);
        Assert.False(checkpoints[1].IsOutOfBand);
        Assert.Equal(TimeSpan.FromSeconds(300), checkpoints[2].Timeout);
        Assert.Empty(checkpoints[2].When);
        Assert.Equal(new Approver(ApproverKind.Role, "cfo"), Assert.Single(checkpoints[3].Approvers));
        Assert.Empty(Tool(bundle, "read_ticket").Checkpoints);
        Assert.Empty(Tool(bundle, "draft_reply").Checkpoints);
    }

    [Theory]
    [InlineData("approval_mode: always", "read_ticket", "approval_mode")]
    [InlineData("write_operations: approval", "draft_reply", "write_operations")]
    public void ApprovalMode_AsWritten_AddsItsCheckpoint(string key, string tool, string name) =>
        Assert.Equal([name], Tool(Load(BundleText.Base.Patch("agent_contract.yaml", key + "\n")), tool).Checkpoints.Select(c => c.Name));

    [Theory]
    [InlineData("", "", "refund", true, "agent_contract.destructive_operations")]
    [InlineData("destructive_operations: !delete", "", "refund", false, "agent_contract.destructive_operations")]
    [InlineData("destructive_operations: !delete", "gate: allow", "refund", true, "gate")]
    [InlineData("destructive_operations: block", "gate: allow", "refund", false, "agent_contract.destructive_operations")]
    [InlineData("", "gate: block", "refund", false, "gate")]
    [InlineData("", "", "read_ticket", true, "agent_contract.read")]
    public void Risk_WithoutRiskDefaults_IsDecidedAtLoad(string agent, string tool, string name, bool isAllowed, string source)
    {
        CompiledBundle bundle = Load(BundleText.Base.Patch("agent_contract.yaml", agent + "\n").Patch("tools/refund.yaml", tool + "\n"));

        Assert.Equal((isAllowed, source), (Tool(bundle, name).IsRiskAllowed, Tool(bundle, name).RiskSource));
    }

    [Theory]
    [InlineData("{}", "read_ticket", true)]
    [InlineData("{}", "draft_reply", false)]
    [InlineData("{ write: allow }", "draft_reply", true)]
    [InlineData("{ read: block }", "read_ticket", false)]
    [InlineData("{ financial: allow }", "refund", true)]
    public void Risk_WithRiskDefaults_TakesThem(string defaults, string tool, bool isAllowed) =>
        Assert.Equal(isAllowed, Tool(Load(BundleText.Base.Patch("session.yaml", $"risk_defaults: {defaults}\n")), tool).IsRiskAllowed);

    [Fact]
    public void Guardrails_TighterThanTheContracts_Win()
    {
        CompiledBundle bundle = Load(BundleText.Base
            .Patch("agent_contract.yaml", "guardrails: { max_latency_ms_per_call: 2000, max_tool_calls: 5 }\n")
            .Patch("session.yaml", "session_limits: { max_tool_calls: 9, max_calls_per_tool: { refund: 1 } }\n"));

        Assert.Equal(TimeSpan.FromSeconds(2), Tool(bundle, "refund").TotalTimeout);
        Assert.Equal(5, bundle.Session.Limits.MaxToolCalls);
        Assert.Equal(1, Tool(bundle, "refund").MaxCalls);
    }

    [Fact]
    public void Facts_AskedForTwice_AreOne()
    {
        const string precondition = "preconditions: [{ requires_prior_tool: read_ticket, with_output: [{ path: $.status, equals: open }], resource: { bind_from: arguments, path: $.ticket_id } }]\n";
        CompiledBundle bundle = Load(BundleText.Base.Patch("tools/refund.yaml", precondition).Patch("tools/draft_reply.yaml", precondition));

        PriorFact fact = Assert.Single(bundle.PriorFacts);
        Assert.Equal(bundle.ToolNumbers["read_ticket"], fact.Tool);
        Assert.Equal([0], Tool(bundle, "read_ticket").EstablishesFacts);
        Assert.Equal(0, Tool(bundle, "refund").Preconditions[0].Fact);
    }

    [Fact]
    public void Aggregate_OverEveryTool_LeavesOutThoseWithoutTheProperty()
    {
        CompiledBundle bundle = Load(BundleText.Base.Patch("session.yaml", "aggregates: [{ name: a, metric: sum, tool: \"*\", path: $.amount, lte: 100, reason: r }]\n"));

        Assert.Equal([0], Tool(bundle, "refund").Aggregates);
        Assert.Empty(Tool(bundle, "read_ticket").Aggregates);
    }

    [Fact]
    public void Roles_ThatInherit_HaveAllPermissions()
    {
        CompiledBundle bundle = Load(BundleText.Base.With("policies/roles.yaml", "roles:\n  - { role: lead, permissions: [b], inherits_from: [support] }\n  - { role: support, permissions: [a] }\n"));

        Assert.Equal(["a", "b"], bundle.Roles["lead"].Permissions.Order(StringComparer.Ordinal));
        Assert.Equal(["a"], bundle.Roles["support"].Permissions);
    }

    [Fact]
    public void ProviderConstraint_Written_IsConditionsOnMembersAndModels()
    {
        CompiledBundle bundle = Load(BundleText.Base.Patch("session.yaml", "provider_constraints: { anthropic: { block_incompatible: [\"tool_choice.type=any + gpt-4.1\"] } }\n"));

        ProviderConflict conflict = Assert.Single(Assert.Single(bundle.Session.ProviderConstraints).BlockIncompatible);
        Assert.Equal(["toolchoice", "type"], conflict.Conditions[0].Path);
        Assert.Equal(["any", null], conflict.Conditions.Select(static c => c.Value));
        Assert.Equal("gpt-4.1", conflict.Conditions[1].Source);
    }

    private static CompiledBundle Load(BundleText text)
    {
        BundleLoad load = TemporaryFolder.Load(text);
        Assert.True(load.Bundle is not null, string.Join('\n', load.Diagnostics));
        return load.Bundle;
    }

    private static ToolContract Tool(CompiledBundle bundle, string name) => bundle.Tools[bundle.ToolNumbers[name]].Contract!;
}
