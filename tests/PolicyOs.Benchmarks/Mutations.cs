using PolicyOs.Testing;
using PolicyOs.Verification.Tests.Mutation;

namespace PolicyOs.Benchmarks;

/// <summary>Tries 200 mutants of every bundle, prints the scores and keeps them.</summary>
internal static class Mutations
{
    public static void Run()
    {
        string report = MutationReport.Markdown([.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Order(StringComparer.Ordinal).Select(folder => MutationRun.Of(folder, MutationRun.Count))]);
        Console.Write(report);
        File.WriteAllText(RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "results", "mutations.md"), report);
    }
}
