using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo.Fleet;

/// <summary>A fleet of hosts with alerts: hosts are drained, restarted, wiped; deploys are rolled back; incidents are resolved.</summary>
internal sealed class FleetScenario
{
    private readonly DemoData _fleet;

    private FleetScenario(TimeProvider time) => _fleet = new DemoData("Fleet", time);

    /// <summary>A fleet with one incident.</summary>
    public static DemoScenario Create(TimeProvider time)
    {
        var fleet = new FleetScenario(time);
        return new DemoScenario(
            "fleet",
            "A fleet of hosts. Alerts tell what was measured, not what to do.",
            DemoResource.Read("Fleet", "tools.json").AsArray(),
            new Dictionary<string, Func<JsonElement, DemoReply>>(StringComparer.Ordinal)
            {
                ["alerts.list"] = _ => new DemoReply.Result(fleet._fleet.All("alerts")),
                ["hosts.get"] = arguments => fleet._fleet.On("hosts", "host", arguments, row => DemoData.Without(row)),
                ["hosts.drain"] = arguments => fleet.Move(arguments, "drained"),
                ["hosts.undrain"] = arguments => fleet.Move(arguments, "serving"),
                ["hosts.restart"] = fleet.Restart,
                ["hosts.wipe"] = arguments => fleet.Move(arguments, "wiped"),
                ["deploys.rollback"] = fleet.RollBack,
                ["pages.send"] = fleet.Page,
                ["incidents.note"] = fleet.Note,
                ["incidents.resolve"] = fleet.Resolve,
                ["fleet.shutdown"] = fleet.ShutDown,
                ["firewall.open"] = arguments => new DemoReply.Result(arguments.Copy()),
            }.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private DemoReply Move(JsonElement arguments, string state) => _fleet.On("hosts", "host", arguments, host =>
    {
        host["state"] = state;
        return new JsonObject { ["host"] = DemoData.Text(host, "host"), ["state"] = state };
    });

    private DemoReply Restart(JsonElement arguments) =>
        _fleet.Find("hosts", "host", arguments.Text("host")) is { } host && DemoData.Text(host, "state") != "drained"
            ? new DemoReply.Failure($"not drained: {arguments.Text("host")} still serves")
            : _fleet.On("hosts", "host", arguments, row =>
                new JsonObject { ["host"] = DemoData.Text(row, "host"), ["state"] = "drained", ["restarted_at"] = _fleet.Now() });

    private DemoReply RollBack(JsonElement arguments) => _fleet.On("services", "service", arguments, service =>
    {
        service["version"] = arguments.Text("to_version");
        return new JsonObject { ["service"] = DemoData.Text(service, "service"), ["version"] = arguments.Text("to_version") };
    });

    private DemoReply.Result Page(JsonElement arguments) => new(new JsonObject { ["page_id"] = _fleet.Next("PG") });

    private DemoReply Note(JsonElement arguments) => _fleet.On("incidents", "incident_id", arguments, _ => new JsonObject { ["note_id"] = _fleet.Next("N") });

    private DemoReply Resolve(JsonElement arguments) => _fleet.On("incidents", "incident_id", arguments, incident =>
    {
        incident["status"] = "resolved";
        return new JsonObject { ["incident_id"] = DemoData.Text(incident, "incident_id"), ["status"] = "resolved" };
    });

    private DemoReply.Result ShutDown(JsonElement arguments)
    {
        foreach (JsonObject host in _fleet.Rows("hosts"))
        {
            host["state"] = "off";
        }

        return new DemoReply.Result(new JsonObject { ["region"] = arguments.Text("region") });
    }
}
