using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Tests.Golden;

public sealed class ShippedBundleTests
{
    // Each is compiled once, not once for every task.
    private static readonly Dictionary<string, CompiledBundle> s_bundles =
        Directory.GetDirectories(RepositoryRoot.At("bundles")).Order(StringComparer.Ordinal)
            .ToDictionary(folder => Path.GetFileName(folder), folder => BundleLoader.Load(folder).Bundle!, StringComparer.Ordinal);

    public static TheoryData<string, string> Tasks()
    {
        var tasks = new TheoryData<string, string>();
        foreach ((string name, CompiledBundle bundle) in s_bundles)
        {
            foreach (GoldenTask task in GoldenRunner.TasksOf(bundle))
            {
                tasks.Add(name, task.Id);
            }
        }

        return tasks;
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Run_TaskOfAShippedBundle_Holds(string bundle, string id)
    {
        CompiledBundle compiled = s_bundles[bundle];

        GoldenResult result = new GoldenRunner(compiled).Run(GoldenRunner.TasksOf(compiled).First(task => task.Id == id));

        Assert.Empty(result.Mismatches);
    }
}
