using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Simulation;

namespace PolicyOs.Verification.Tests.Simulation;

public sealed class SimulatorTests
{
    /// <summary>Random journals of each bundle; 8, in CI 25; POLICYOS_SIMULATIONS asks for more.</summary>
    private static readonly int s_journals = LongRuns.Size("POLICYOS_SIMULATIONS", 8, 25);

    private static readonly string[] s_tasks = ["small-refund-is-paid-after-approval", "weak-claim-is-declined"];

    public static TheoryData<string> Bundles =>
        [.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task Run_RandomSessionsAgainstTheirOwnBundle_ChangesNothing(string name)
    {
        CompiledBundle bundle = BundleLoader.Load(RepositoryRoot.At("bundles", name)).Bundle!;
        int calls = 0;
        for (int seed = 0; seed < s_journals; seed++)
        {
            RandomJournal journal = RandomJournal.Play(bundle, seed, 120, isMasked: false);
            SimulationReport report = await RunAsync(bundle, journal);
            AssertSame(report, seed);
            Assert.All(report.Calls, call => Assert.False(call.IsUndetermined, $"seed {seed}: {call}"));
            Assert.All(report.Sessions, session => Assert.Null(session.Undetermined));
            calls += report.Calls.Count();
        }

        Assert.True(calls > 50 * s_journals, $"only {calls} calls");
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task Run_MaskedRecordsAgainstTheirOwnBundle_ChangesNothingThatCanBeSaid(string name)
    {
        CompiledBundle bundle = BundleLoader.Load(RepositoryRoot.At("bundles", name)).Bundle!;
        for (int seed = 0; seed < s_journals; seed++)
        {
            AssertSame(await RunAsync(bundle, RandomJournal.Play(bundle, seed, 120, isMasked: true)), seed);
        }
    }

    [Fact]
    public async Task Run_ATighterBundle_CountsChangesPerToolAndCode_AndGoesOnWithItsOwnState()
    {
        CompiledBundle bundle = Refunds(out RandomJournal journal);
        int propose = bundle.ToolNumbers["propose_refund"];
        SimulationReport report = await RunAsync(Edit(bundle, propose, contract => contract with { IsRiskAllowed = false }), journal);

        SessionComparison session = report.Sessions[0];
        Assert.Equal(
            [("read_dispute", "allow"), ("get_payment", "allow"), ("propose_refund", "deny RISK_GATE_BLOCKED"), ("issue_refund", "deny WRONG_PHASE"), ("close_dispute", "deny WRONG_PHASE")],
            session.Calls.Select(call => (call.Tool, call.After!)));
        Assert.Equal(("closed", "investigating"), (session.Before, session.After));
        Assert.Equal("propose_refund", session.FirstDivergence!.Tool);
        Assert.Contains(new DecisionChange("propose_refund", "allow", "deny RISK_GATE_BLOCKED", 2), report.Changes);
        Assert.NotEmpty(report.Removed);
        Assert.Empty(report.Added);
    }

    [Fact]
    public async Task Run_ABundleThatAsksMore_CountsTheLoadOnThoseWhoAreAsked()
    {
        CompiledBundle bundle = Refunds(out RandomJournal journal);
        int read = bundle.ToolNumbers["read_dispute"];
        Checkpoint asked = bundle.Tools[bundle.ToolNumbers["issue_refund"]].Contract!.Checkpoints[0] with
        {
            When = [], Approvers = [new Approver(ApproverKind.Role, "auditor")], SeparationOfDuties = false, Editable = [],
        };
        CompiledBundle other = Edit(bundle, read, contract => contract with { Checkpoints = [asked] });

        SimulationReport given = await RunAsync(other, journal, AddedApprovals.Given);
        Assert.Equal([new DecisionChange("read_dispute", "allow", "ask, allow", 2)], given.Changes);
        Assert.Equal(["read_dispute", "read_dispute"], given.Added.Select(a => a.Tool));
        Assert.Equal((0, 2), Assert.Single(given.Load, load => load.Seat == "role auditor") is var load ? (load.Before, load.After) : default);
        Assert.DoesNotContain(given.Sessions, session => session.EndsElsewhere);

        SimulationReport refused = await RunAsync(other, journal, AddedApprovals.Refused);
        Assert.Contains(refused.Changes, change => change is { Tool: "read_dispute", After: "ask, deny CHECKPOINT_DENIED" });
        SimulationReport open = await RunAsync(other, journal, AddedApprovals.Open);
        Assert.Contains(open.Changes, change => change is { Tool: "read_dispute", After: "ask" });
    }

    [Fact]
    public async Task Run_ABundleThatLetsMoreThrough_SaysNothingAfterWhatWasNeverSent()
    {
        CompiledBundle bundle = Refunds(out RandomJournal journal);
        CompiledBundle strict = Edit(bundle, bundle.ToolNumbers["propose_refund"], contract => contract with { IsRiskAllowed = false });
        journal = RandomJournal.Follow(strict, s_tasks);
        SimulationReport report = await RunAsync(bundle, journal);

        SessionComparison lost = report.Sessions[0];
        Assert.Contains("propose_refund was not sent in the record", lost.Undetermined, StringComparison.Ordinal);
        Assert.Null(lost.After);
        CallComparison first = lost.FirstDivergence!;
        Assert.Equal(("propose_refund", "deny RISK_GATE_BLOCKED", "allow"), (first.Tool, first.Before, first.After));
        Assert.All(lost.Calls.SkipWhile(call => call != first).Skip(1), call => Assert.True(call.IsUndetermined));
    }

    [Fact]
    public async Task Run_WithoutRecords_SaysOnlyWhatNeedsNone()
    {
        CompiledBundle bundle = Refunds(out RandomJournal journal);
        journal.Records.Arguments.Clear();
        SimulationReport report = await RunAsync(Blocked(bundle, bundle.ToolNumbers["read_dispute"]), journal);

        // Blocking is said before anything is read; everything after it needs arguments.
        CallComparison first = report.Calls.First(call => call.Tool == "read_dispute");
        Assert.True(first.After is null or "deny TOOL_BLOCKED");
        Assert.DoesNotContain(report.Calls, call => call.After is not null && call.After.Contains("allow", StringComparison.Ordinal));
        Assert.Contains(report.Calls, call => call.IsUndetermined);
    }

    private static CompiledBundle Refunds(out RandomJournal journal)
    {
        CompiledBundle bundle = BundleLoader.Load(RepositoryRoot.At("bundles", "payment-dispute")).Bundle!;
        journal = RandomJournal.Follow(bundle, s_tasks);
        return bundle;
    }

    private static CompiledBundle Edit(CompiledBundle bundle, int tool, Func<ToolContract, ToolContract> edit) => bundle with
    {
        Digest = new string('0', 64),
        Tools = bundle.Tools.SetItem(tool, bundle.Tools[tool] with { Contract = edit(bundle.Tools[tool].Contract!) }),
    };

    private static CompiledBundle Blocked(CompiledBundle bundle, int tool) => bundle with
    {
        Digest = new string('0', 64),
        Tools = bundle.Tools.SetItem(tool, bundle.Tools[tool] with { IsBlocked = true }),
    };

    private static Task<SimulationReport> RunAsync(CompiledBundle bundle, RandomJournal journal, AddedApprovals added = AddedApprovals.Given) =>
        Simulator.RunAsync(bundle, journal.Sessions, journal.Shared, journal.Records, added);

    private static void AssertSame(SimulationReport report, int seed)
    {
        Assert.All(report.Calls, call => Assert.False(call.IsChanged, $"seed {seed}: {call}"));
        Assert.All(report.Sessions, session => Assert.False(session.EndsElsewhere, $"seed {seed}: {session.Session} {session.Before} -> {session.After}"));
        Assert.True(report.IsSame);
        Assert.Empty(report.Added);
        Assert.Empty(report.Removed);
    }
}
