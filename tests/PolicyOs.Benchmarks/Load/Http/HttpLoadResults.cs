using System.Collections.Immutable;
using System.Globalization;

namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>Everything that one run over HTTP measured.</summary>
internal sealed record HttpLoadResults(ImmutableArray<HttpLoadRow> Rows)
{
    private const double TimesTheProxies = 3;
    private const int Many = 32;

    /// <summary>The goals, each held against what was measured.</summary>
    public IEnumerable<LoadGoal> Goals =>
        from row in Rows
        where row.InFlight == Many && row.Way is "mcp-proxy" or "supergateway"
        let ratio = Ratio("governed", row.Way)
        select new LoadGoal($"governed throughput, as a multiple of that of {row.Way}, {Many} in flight", $"≥ {Text(TimesTheProxies)} ×", $"{Text(ratio)} ×", ratio >= TimesTheProxies);

    /// <summary>The throughput of one way as a multiple of another's, 32 in flight.</summary>
    public double Ratio(string way, string other) => Of(way).Throughput / Of(other).Throughput;

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private Latencies Of(string way) => Rows.Single(row => row.Way == way && row.InFlight == Many).Calls;
}
