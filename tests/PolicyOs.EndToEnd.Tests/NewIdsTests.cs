using PolicyOs.Mcp.Hosting;

namespace PolicyOs.EndToEnd.Tests;

public sealed class NewIdsTests
{
    [Fact]
    public void Next_ManyTimes_IsAlwaysANewVersion7()
    {
        DateTimeOffset time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        Guid[] ids = [.. Enumerable.Range(0, 10_000).Select(_ => NewIds.Next(time))];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id =>
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 11);
            Assert.StartsWith(time.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture), id.ToString("N"), StringComparison.Ordinal);
        });
    }
}
