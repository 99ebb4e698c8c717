using System.Collections.Frozen;
using PolicyOs.Mcp.Demo.Campaigns;
using PolicyOs.Mcp.Demo.Disputes;
using PolicyOs.Mcp.Demo.Fleet;
using PolicyOs.Mcp.Demo.Inbox;
using PolicyOs.Mcp.Demo.Records;
using PolicyOs.Mcp.Demo.Trading;

namespace PolicyOs.Mcp.Demo;

/// <summary>The bundled demo upstreams: <c>policyos demo-server NAME</c>.</summary>
internal static class DemoServers
{
    private static readonly FrozenDictionary<string, Func<TimeProvider, DemoScenario>> s_scenarios =
        new Dictionary<string, Func<TimeProvider, DemoScenario>>(StringComparer.Ordinal)
        {
            ["campaigns"] = CampaignsScenario.Create,
            ["disputes"] = DisputesScenario.Create,
            ["fleet"] = FleetScenario.Create,
            ["inbox"] = InboxScenario.Create,
            ["records"] = RecordsScenario.Create,
            ["trading"] = TradingScenario.Create,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name that <see cref="Find"/> knows, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_scenarios.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A server with fresh data.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="output">Messages to its client, one a line.</param>
    /// <param name="time">What the server writes as the time of what it creates.</param>
    /// <returns>Null when there is no such server.</returns>
    public static DemoServer? Find(string name, Stream output, TimeProvider time) =>
        s_scenarios.TryGetValue(name, out Func<TimeProvider, DemoScenario>? create) ? new DemoServer(create(time), output) : null;
}
