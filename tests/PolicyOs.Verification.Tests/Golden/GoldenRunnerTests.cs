using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Tests.Golden;

public sealed class GoldenRunnerTests
{
    private readonly CompiledBundle _bundle = BundleLoader.Load(RepositoryRoot.At("bundles", "inbox-triage")).Bundle!;

    [Fact]
    public void Run_VerdictThatDiffers_NamesStepExpectedActualAndTrace()
    {
        GoldenMismatch mismatch = Assert.Single(RunWith(task => Edit(task, call => call with { Expect = call.Expect! with { Verdict = GoldenVerdict.Deny, Phase = -1, Code = null } })).Mismatches, m => m.Step == 1);

        Assert.Equal(("verdict", "deny", "allow"), (mismatch.What, mismatch.Expected, mismatch.Actual));
        Assert.NotEmpty(mismatch.Trace);
    }

    [Fact]
    public void Run_FinalExpectationsThatDiffer_AreAllNamed()
    {
        GoldenResult result = RunWith(task => task with { Expect = new(0, [0], ["nothing"], null, ["call.denied"]) });

        Assert.Equal(["events", "final_phase", "labels", "visible_tools"], result.Mismatches.Where(m => m.Step == 0).Select(m => m.What).Order());
    }

    [Fact]
    public void Run_KilledSession_DeniesWhatFollows()
    {
        GoldenResult result = RunWith(task => task with
        {
            Steps = task.Steps.Insert(0, new GoldenStep.Kill { Place = task.Place, Advance = TimeSpan.Zero }),
        });

        Assert.Contains(result.Mismatches, m => m.What == "verdict" && m.Actual == "deny SESSION_KILLED");
    }

    private GoldenResult RunWith(Func<GoldenTask, GoldenTask> change) =>
        new GoldenRunner(_bundle).Run(change(_bundle.GoldenTasks.Single(task => task.Id == "sign-in-question-is-drafted")));

    private static GoldenTask Edit(GoldenTask task, Func<GoldenStep.Call, GoldenStep.Call> change) =>
        task with { Steps = task.Steps.SetItem(0, change((GoldenStep.Call)task.Steps[0])) };
}
