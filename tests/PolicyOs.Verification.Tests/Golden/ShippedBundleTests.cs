using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Tests.Golden;

public sealed class ShippedBundleTests
{
    public static TheoryData<string, string> Tasks()
    {
        var tasks = new TheoryData<string, string>();
        foreach (string folder in Directory.GetDirectories(RepositoryRoot.At("bundles")).Order(StringComparer.Ordinal))
        {
            foreach (GoldenTask task in GoldenRunner.TasksOf(BundleLoader.Load(folder).Bundle!))
            {
                tasks.Add(Path.GetFileName(folder), task.Id);
            }
        }

        return tasks;
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Run_TaskOfAShippedBundle_Holds(string bundle, string id)
    {
        CompiledBundle compiled = BundleLoader.Load(RepositoryRoot.At("bundles", bundle)).Bundle!;

        GoldenResult result = new GoldenRunner(compiled).Run(GoldenRunner.TasksOf(compiled).First(task => task.Id == id));

        Assert.Empty(result.Mismatches);
    }
}
