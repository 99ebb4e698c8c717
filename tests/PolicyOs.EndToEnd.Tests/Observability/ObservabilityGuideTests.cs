using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyOs.Mcp.Demo;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>The guide and its dashboard name what is really sent.</summary>
public sealed partial class ObservabilityGuideTests
{
    private static readonly string s_guide = File.ReadAllText(RepositoryRoot.At("docs", "guides", "observability.md"));

    [Fact]
    public void Guide_NamesEveryMetric() =>
        Assert.Equal(TelemetryTests.Metrics, MetricRow().Matches(s_guide).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Guide_NamesEverySpan() => Assert.All(
        new[] { "agent.request", "tool.validation", "policy.evaluate", "approval.create", "api.command" }, span => Assert.Contains("─ " + span, s_guide, StringComparison.Ordinal));

    [Fact]
    public void Dashboard_AsksForEveryMetricUnderItsPrometheusName()
    {
        JsonElement dashboard = JsonElement.Parse(File.ReadAllText(RepositoryRoot.At("docs", "guides", "grafana-dashboard.json")));
        string queries = string.Join('\n', dashboard.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()));
        IEnumerable<string> expected = TelemetryTests.Metrics.Select(metric => metric.Replace('.', '_')).Select(metric => metric switch
        {
            _ when metric.EndsWith("_duration", StringComparison.Ordinal) || metric.EndsWith("_wait", StringComparison.Ordinal) => metric + "_seconds_bucket",
            "policyos_sessions_active" or "policyos_upstream_up" => metric,
            _ => metric + "_total",
        });
        Assert.Equal(expected.Order(StringComparer.Ordinal), PrometheusName().Matches(queries).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Guide_ConfigurationOfAClient_SendsToTheCollector()
    {
        JsonElement server = JsonElement.Parse(JsonBlock().Match(s_guide).Groups[1].Value).GetProperty("mcpServers").GetProperty("inbox-triage");
        Assert.Equal("policyos", server.GetProperty("command").GetString());
        string[] arguments = [.. server.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!)];
        Assert.Equal(["run", "--bundle"], arguments[..2]);
        await using var collector = new OtlpReceiver();
        var environment = server.GetProperty("env").EnumerateObject().ToDictionary(
            variable => variable.Name, variable => variable.Value.GetString()!.Replace("http://127.0.0.1:4318", collector.Url, StringComparison.Ordinal), StringComparer.Ordinal);
        await using LineClient client = LineClient.Start(
            Executable.PolicyOs, ["run", "--bundle", RepositoryRoot.At(arguments[2].Split('/')), .. arguments[3..], "--store", "memory"], environment);
        await client.ConnectAsync().WaitAsync(GatewayProcess.Patience);
        await client.RequestAsync("tools/list", new JsonObject()).WaitAsync(GatewayProcess.Patience);
        Assert.Equal(0, await client.EndAsync().WaitAsync(GatewayProcess.Patience));
        Assert.Equal("tools/list", Assert.Single(collector.Spans)["mcp.method.name"]);
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"^\| `(policyos\.[a-z_.]+)` \|.*(counter|histogram)", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("policyos_[a-z_]+")]
    private static partial Regex PrometheusName();
}
