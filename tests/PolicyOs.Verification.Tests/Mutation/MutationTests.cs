using PolicyOs.Contracts;
using PolicyOs.Testing;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>What golden tasks, <c>check</c> and <c>diff</c> make of mutants of every bundle.</summary>
public sealed class MutationTests
{
    // All 200 take a minute on a busy machine; the runner of the committed results tries them all.
    private static readonly int s_tried = LongRuns.Size("POLICYOS_MUTANTS", 10, 50);

    public static TheoryData<string> Bundles => [.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Draw_OfEveryBundle_IsTwoHundredMutants(string bundle) =>
        Assert.Equal(MutationRun.Count, Mutator.Draw(WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!, MutationRun.Count, MutationRun.Seed).Length);

    [Theory]
    [MemberData(nameof(Bundles))]
    public void TasksAndCheck_OfMutants_CatchNineteenInTwenty(string bundle)
    {
        MutationRun run = MutationRun.Of(RepositoryRoot.At("bundles", bundle), s_tried);

        Assert.True(run.Score >= 95, MutationReport.Markdown([run]));
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Diff_AfterEveryWeakeningMutant_SaysWeakening(string bundle)
    {
        WrittenBundle text = WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!;

        Assert.Empty(LongRuns.Some(Mutator.All(text).Where(mutant => mutant.IsWeakening), 20)
            .Where(mutant => BundleDiff.Between(text, mutant.Of(text)).Count(ChangeClass.Weakening) == 0)
            .Select(mutant => $"{mutant.Place}: {mutant.Change}"));
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Diff_OfAMutantAndItself_IsEmpty(string bundle)
    {
        WrittenBundle text = WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!;

        Assert.All(Mutator.Draw(text, 20, MutationRun.Seed), mutant => Assert.Empty(BundleDiff.Between(mutant.Of(text), mutant.Of(text)).Changes));
    }

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Diff_BothWays_SaysWhatTheOtherSays(string bundle)
    {
        WrittenBundle text = WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!;

        // What weakens one way strengthens or breaks the other way, or cannot be told and is weakening both ways; it is never compatible.
        Assert.Empty(LongRuns.Some(Mutator.All(text).Where(mutant => mutant.IsWeakening), 20)
            .Where(mutant => BundleDiff.Between(mutant.Of(text), text).Changes is { } back && back.All(change => change.Class == ChangeClass.Compatible))
            .Select(mutant => $"{mutant.Place}: {mutant.Change}"));
    }
}
