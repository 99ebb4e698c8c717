using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Coverage;

namespace PolicyOs.Verification.Tests.Coverage;

public sealed class CoverageRunnerTests
{
    private const string Blocked = "agent_contract.yaml: blocked_tools[send_email]";

    private readonly CompiledBundle _bundle = BundleLoader.Load(RepositoryRoot.At("bundles", "inbox-triage")).Bundle!;

    [Fact]
    public void Run_RuleThatATaskExpects_IsPinnedByIt()
    {
        RuleCoverage rule = Rule(CoverageRunner.Run(_bundle), Blocked);

        Assert.Contains("mail-is-never-sent", rule.PinnedBy);
        Assert.Contains("mail-is-never-sent", rule.DecidedBy);
    }

    [Fact]
    public void Run_RuleThatATaskMeetsWithoutSayingSo_IsDecidedAndNotPinned()
    {
        GoldenTask task = _bundle.GoldenTasks.Single(t => t.Id == "account-is-never-deleted");
        BundleCoverage coverage = CoverageRunner.Run(_bundle with
        {
            GoldenTasks = [task with { Steps = [.. task.Steps.Select(s => s is GoldenStep.Call call ? call with { Expect = null } : s)], Expect = null }],
            GoldenCases = [],
            GoldenEquivalents = [],
        });

        RuleCoverage rule = Rule(coverage, "agent_contract.yaml: blocked_tools[delete_account]");
        Assert.Equal(("account-is-never-deleted", false), (Assert.Single(rule.DecidedBy), rule.IsPinned));
        Assert.Equal(0, coverage.Score);
    }

    [Fact]
    public void Run_RuleThatLetsACallPass_NamesTheTask() => Assert.Contains(
        "sign-in-question-is-drafted",
        Rule(CoverageRunner.Run(_bundle), "mcp_contract.yaml: tools[draft_reply].input_schema.properties[body].maxLength").PassedBy);

    [Fact]
    public void Run_EquivalentRule_IsNotCounted()
    {
        const string limit = "session.yaml: session_limits.max_steps";
        CompiledBundle untested = _bundle with { GoldenTasks = [], GoldenCases = [], GoldenEquivalents = [Equivalent(limit)] };

        BundleCoverage coverage = CoverageRunner.Run(untested);

        Assert.Equal(coverage.Rules.Length - 1, coverage.Counted);
        Assert.Equal("no session is as long", Rule(coverage, limit).Equivalent);
        Assert.Empty(coverage.WrongEquivalents);
    }

    [Theory]
    [InlineData("session.yaml: session_limits.max_stepps")]
    [InlineData(Blocked)]
    public void Run_EquivalentThatIsNoRuleOrIsMissed_IsWrong(string rule) =>
        Assert.Equal(rule, Assert.Single(CoverageRunner.Run(_bundle with { GoldenEquivalents = [Equivalent(rule)] }).WrongEquivalents).Rule);

    [Fact]
    public void Run_EveryShippedBundle_HasEveryKindOfRuleAndUniqueNames()
    {
        string[] rules = [.. Directory.GetDirectories(RepositoryRoot.At("bundles"))
            .SelectMany(folder => CoverageRunner.Run(BundleLoader.Load(folder).Bundle! with { GoldenTasks = [], GoldenCases = [] }).Rules.Select(rule => $"{folder} {rule.Rule}"))];

        Assert.Equal(rules.Length, rules.Distinct().Count());
        string[] kinds =
        [
            "blocked_tools[", ".input_schema", ".output_schema", "secrets.", "label_gates[", "policy.rules[", "policy.allow[", "policy.deny[", "required_permissions[", "allowed_intents",
            "idempotency", "valid_in_phases", "advances_to", "yaml: transitions[", "forbids_after[", "max_steps", "max_tool_calls", "max_calls_per_tool[", "loop_detection", "circuit_breaker.",
            "rate_limit.", "preconditions[", ".with_output[", "input_invariants[", "argument_value_invariants[", "].ref", "aggregates[", "envelopes[", "policies: rules[", "execution_constraints.",
            "checkpoints[", "checkpoint.approvers", "separation_of_duties", "escalation_triggers[", "output_invariants[", "labels.add[", "binds[", "cost", "allowed_errors[",
        ];
        Assert.DoesNotContain(kinds, kind => !rules.Any(rule => rule.Contains(kind, StringComparison.Ordinal)));
    }

    private static RuleCoverage Rule(BundleCoverage coverage, string id) => coverage.Rules.Single(rule => rule.Rule == id);

    private static GoldenEquivalent Equivalent(string rule) => new(rule, "no session is as long", new("golden_tasks.yaml", 1, 1));
}
