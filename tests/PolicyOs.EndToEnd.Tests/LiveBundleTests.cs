using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary><c>policyos test DIR --live</c> of every shipped bundle: what the golden tasks say holds through a real gateway in front of the demo servers too; in a short run the first tasks of each.</summary>
public sealed class LiveBundleTests(LiveRuns runs) : IClassFixture<LiveRuns>
{
    public static TheoryData<string> Bundles => [.. LiveRuns.Names];

    [Theory]
    [MemberData(nameof(Bundles))]
    public async Task TestLive_OfAShippedBundle_Holds(string bundle)
    {
        (int exit, string output, string errors) = await runs.Of(bundle);

        Assert.True(exit is 0 or 1, errors + output);
        JsonElement report = Assert.Single(JsonElement.Parse(output).GetProperty("bundles").EnumerateArray());
        Assert.Empty(report.GetProperty("tasks").EnumerateArray().Where(task => !task.GetProperty("holds").GetBoolean()).Select(task => task.GetRawText()));
        Assert.Equal(0, exit);
        Assert.True(report.GetProperty("tasks").GetArrayLength() >= (LongRuns.Included ? 12 : 1), "most tasks were left out: " + report.GetProperty("skipped").GetRawText());
    }
}
