using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>What a collector gets of the real gateway: names, attributes, parents from client to server, and no value of any argument (spec 3.11).</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string ClientSpan = "b7ad6b7169203331";
    private const string TraceParent = $"00-{Trace}-{ClientSpan}-01";
    private const string Canary = "canary-4711";
    private const string Checkpoint = """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":300,"reason":"a person looks first"}}""";

    /// <summary>Every metric, in ordinal order.</summary>
    internal static readonly string[] Metrics =
    [
        "policyos.approval.wait", "policyos.approvals", "policyos.bundle.reloads", "policyos.call.duration", "policyos.decision.duration", "policyos.decisions", "policyos.idempotency.conflicts",
        "policyos.in_doubt", "policyos.journal.append.duration", "policyos.schema.failures", "policyos.sessions.active", "policyos.upstream.up",
    ];

    private readonly OtlpReceiver _collector = new();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task Call_OverStandardStreams_IsOneTraceFromClientToServer()
    {
        using BundleFolder bundle = BundleFolder.Fake("received").Tool("echo", declared: """{"upstream_name":"echo","output_schema":{"type":"object"}}""");
        string session;
        string digest;
        JsonElement sent;
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(_collector.Program(), bundle.Complete(), null, "--store", bundle.Store))
        {
            Assert.True((await gateway.CallAsync("echo", $$"""{"text":"{{Canary}}"}""", $$"""{"traceparent":"{{TraceParent}}","tracestate":"vendor=1"}""")).IsFine);
            sent = JsonElement.Parse((await gateway.CallAsync("received")).Text).EnumerateArray().Select(line => JsonElement.Parse(line.GetString()!))
                .Single(line => line.GetRawText().Contains(Canary, StringComparison.Ordinal)).GetProperty("params").GetProperty("_meta");
            session = await gateway.SaidAsync(": session ");
            digest = gateway.Hello.GetProperty("_meta").GetProperty("policyos/bundle").GetProperty("digest").GetString()!;
            Assert.Equal(0, await gateway.EndAsync());
        }

        ReceivedSpan[] spans = [.. _collector.Spans.Where(span => span.Trace == Trace)];
        Assert.Equal(["agent.request", "api.command", "policy.evaluate", "tool.validation"], spans.Select(span => span.Name).Order(StringComparer.Ordinal));
        ReceivedSpan request = spans.Single(span => span.Name == "agent.request");
        Assert.Equal(ClientSpan, request.Parent);
        Assert.All(spans.Where(span => span != request), span => Assert.Equal(request.Id, span.Parent));
        Assert.Equal(
            ("tools/call", "echo", "execute_tool", session, "allow", digest, "2025-11-25"),
            (request["mcp.method.name"], request["gen_ai.tool.name"], request["gen_ai.operation.name"], request["mcp.session.id"], request["policyos.verdict"], request["policyos.policy_version"], request["mcp.protocol.version"]));
        Assert.NotNull(request["policyos.evidence"]);
        Assert.Equal((2, 3), (request.Kind, spans.Single(span => span.Name == "api.command").Kind));
        Assert.Equal(("fake", "echo"), (spans.Single(span => span.Name == "api.command")["policyos.server"], spans.Single(span => span.Name == "api.command")["gen_ai.tool.name"]));
        Assert.NotNull(spans.Single(span => span.Name == "policy.evaluate")["policyos.check"]);

        // The server's parent is the span of the request to it.
        Assert.Equal($"00-{Trace}-{spans.Single(span => span.Name == "api.command").Id}-01", sent.GetProperty("traceparent").GetString());
        Assert.Equal("vendor=1", sent.GetProperty("tracestate").GetString());
        Assert.DoesNotContain(Canary, _collector.Raw, StringComparison.Ordinal);
        Assert.All(_collector.Resources, resource => Assert.Equal("policyos", resource["service.name"]));

        // The journal says in which span it was written.
        JsonElement reserved = (await Ran.CommandAsync(null, "audit", "export", "--bundle", bundle.Path, "--store", bundle.Store)).Fine().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))
            .First(line => line.TryGetProperty("type", out JsonElement type) && type.GetString() == "policyos.call.reserved");
        Assert.Equal($"00-{Trace}-{spans.Single(span => span.Name == "policy.evaluate").Id}-01", reserved.GetProperty("traceparent").GetString());
    }

    [Fact]
    public async Task Call_OverHttp_ContinuesTheHeaderOfTheRequestInTheHeaderToTheServer()
    {
        await using var server = new Threats.HostileServer { Tools = """[{"name":"look","inputSchema":{"type":"object"}}]""" };
        using BundleFolder bundle = server.DeclareIn(new BundleFolder("traced")).Tool("look").Agent("""{"blocked_tools":["wipe"]}""");
        await using (GatewayProcess gateway = GatewayProcess.Start(
            _collector.Program("OTEL_SERVICE_NAME=my-gateway", "OTEL_RESOURCE_ATTRIBUTES=team=blue"), bundle.Complete(), "--http", "127.0.0.1:0"))
        {
            string url = await gateway.SaidAsync("listening on ");
            Assert.True((await ModernHttp.CallAsync(url, "look", headers: ("traceparent", TraceParent))).IsFine);
            Assert.Equal("TOOL_BLOCKED", (await ModernHttp.CallAsync(url, "wipe", $$"""{"text":"{{Canary}}"}""", headers: ("traceparent", TraceParent))).Code);
            Assert.Equal("UNKNOWN_ACTION", (await ModernHttp.CallAsync(url, Canary, headers: ("traceparent", TraceParent))).Code);
            await StopAsync(gateway);
        }

        ReceivedSpan[] requests = [.. _collector.Spans.Where(span => span.Name == "agent.request" && span["mcp.method.name"] == "tools/call")];
        Assert.All(requests, request => Assert.Equal((Trace, ClientSpan), (request.Trace, request.Parent)));
        Assert.Equal([null, "TOOL_BLOCKED", "UNKNOWN_ACTION"], requests.Select(request => request["policyos.code"]));
        Assert.Equal([null, "TOOL_BLOCKED", "UNKNOWN_ACTION"], requests.Select(request => request["error.type"]));
        Assert.Equal([0L, 2L, 2L], requests.Select(request => request.Status));

        // A name that is in no contract could be anything.
        Assert.Equal("_OTHER", requests[2]["gen_ai.tool.name"]);
        string command = _collector.Spans.Single(span => span.Name == "api.command").Id;
        string received = server.Received.Single(text => text.Contains("tools/call", StringComparison.Ordinal));
        Assert.Contains($"traceparent: 00-{Trace}-{command}-01", received, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\"traceparent\":\"00-{Trace}-{command}-01\"", received, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, _collector.Raw, StringComparison.Ordinal);
        Assert.All(_collector.Resources, resource => Assert.Equal(("my-gateway", "blue"), (resource["service.name"], resource["team"])));
    }

    [Fact]
    public async Task EverythingThatIsMeasured_IsMeasured_AndLogsComeToo()
    {
        using BundleFolder bundle = BundleFolder.Fake()
            .Tool("echo", declared: """{"input_schema":{"type":"object","properties":{"text":{"type":"string"}}}}""")
            .Tool("write", Checkpoint)
            .Tool("slow_write", """{"side_effect":"write","timeouts":{"total_ms":200}}""")
            .Tool("answer", """{"side_effect":"write","idempotency":{"key":["$.key"]}}""")
            .Declares("""{"resources":[{"pattern":"fake://one","server":"fake"}]}""");
        JsonObject? Yes(JsonElement form) => JsonNode.Parse("""{"action":"accept","content":{"decision":"allow_once","comment":"canary-4711"}}""")!.AsObject();
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(_collector.Program(), bundle.Complete(), Yes, "--min-answer-ms", "0"))
        {
            Assert.True((await gateway.CallAsync("echo", $$"""{"text":"{{Canary}}"}""")).IsFine);
            Assert.Equal("CONTRACT_VIOLATION", (await gateway.CallAsync("echo", $$"""{"text":["{{Canary}}"]}""")).Code);
            Assert.True((await gateway.CallAsync("write", $$"""{"text":"{{Canary}}"}""")).IsFine);
            Assert.Equal("TOOL_TIMEOUT", (await gateway.CallAsync("slow_write", $$"""{"text":"{{Canary}}"}""")).Code);
            Assert.True((await gateway.CallAsync("answer", $$"""{"key":"{{Canary}}"}""")).IsFine);
            Assert.Equal("IDEMPOTENCY_CONFLICT", (await gateway.CallAsync("answer", $$"""{"key":"{{Canary}}","n":1}""")).Code);
            Assert.True((await gateway.RequestAsync("resources/read", """{"uri":"fake://one"}""")).TryGetProperty("result", out _));
            gateway.Send($$"""{"jsonrpc":"2.0","id":77,"method":"{{Canary}}"}""");
            await gateway.AnswerAsync("77");
            await gateway.SaidAsync("watching the bundle");
            bundle.Write("tools/echo.yaml", "tool: [echo");
            await gateway.SaidAsync("POL1101");
            Assert.Equal(0, await gateway.EndAsync());
        }

        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], _collector.Paths);
        Assert.DoesNotContain(Canary, _collector.Raw, StringComparison.Ordinal);
        ReceivedPoint[] points = _collector.Points;
        Assert.Equal(Metrics, points.Select(point => point.Metric).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(1, Sum("policyos.decisions", ("tool", "echo"), ("verdict", "deny"), ("code", "CONTRACT_VIOLATION")));
        Assert.Equal(1, Sum("policyos.decisions", ("tool", "echo"), ("verdict", "allow"), ("code", "none")));
        Assert.Equal(1, Sum("policyos.decisions", ("tool", "write"), ("verdict", "ask"), ("code", "APPROVAL_PENDING")));
        Assert.Equal(1, Sum("policyos.approvals", ("outcome", "requested")));
        Assert.Equal(1, Sum("policyos.approvals", ("outcome", "approved")));
        Assert.Equal(1, Sum("policyos.approval.wait", ("outcome", "approved")));
        Assert.Equal(1, Sum("policyos.schema.failures", ("tool", "echo")));
        Assert.Equal(1, Sum("policyos.idempotency.conflicts", ("tool", "answer")));
        Assert.Equal(1, Sum("policyos.in_doubt", ("tool", "slow_write")));
        Assert.Equal(2, Sum("policyos.call.duration", ("tool", "echo")));
        Assert.Equal(1, Sum("policyos.bundle.reloads", ("outcome", "kept")));
        Assert.Equal(0, Sum("policyos.sessions.active"));
        Assert.Equal(0, Sum("policyos.upstream.up", ("server", "fake")));
        Assert.All(points.Where(point => point.Metric.EndsWith(".duration", StringComparison.Ordinal)), point => Assert.Equal("s", point.Unit));

        ReceivedSpan approval = _collector.Spans.Single(span => span.Name == "approval.create");
        ReceivedSpan asked = _collector.Spans.Single(span => span.Id == approval.Parent);
        Assert.Equal(("agent.request", "write", "allow"), (asked.Name, asked["gen_ai.tool.name"], asked["policyos.verdict"]));
        Assert.Equal(approval["policyos.approval_id"], asked["policyos.approval_id"]);
        Assert.Equal("schema_violation", Assert.Single(_collector.Spans, span => span.Name == "tool.validation" && span["error.type"] is not null)["error.type"]);
        Assert.Equal("timeout", Assert.Single(_collector.Spans, span => span.Name == "api.command" && span["error.type"] is not null)["error.type"]);
        Assert.Contains(_collector.Spans, span => span.Name == "api.command" && span["mcp.method.name"] == "resources/read");
        Assert.Contains(_collector.Spans, span => span.Name == "agent.request" && span["mcp.method.name"] == "_OTHER" && span["error.type"] == "-32601");
        Assert.Contains(_collector.Logs, line => line.StartsWith("serving e2e", StringComparison.Ordinal));

        long Sum(string metric, params (string Name, string Value)[] tags) => points
            .Where(point => point.Metric == metric && tags.All(tag => point.Tags.GetValueOrDefault(tag.Name) == tag.Value))
            .Select(point => point.Value).Last();
    }

    [Fact]
    public async Task NothingAskedFor_LoadsNothingOfTheLibrary()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process has loaded is read from /proc");
        using BundleFolder bundle = BundleFolder.Fake("echo");
        await using GatewayProcess off = await GatewayProcess.ConnectAsync(bundle.Complete());
        Assert.True((await off.CallAsync("echo")).IsFine);
        Assert.DoesNotContain("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{off.ProcessId}/maps"), StringComparison.Ordinal);

        await using GatewayProcess on = await GatewayProcess.ConnectAsync(_collector.Program(), bundle.Path);
        Assert.Contains("OpenTelemetry", await File.ReadAllTextAsync($"/proc/{on.ProcessId}/maps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED=true", "")]
    [LongInlineData("OTEL_TRACES_EXPORTER=none", "/v1/logs /v1/metrics")]
    [LongInlineData("OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none", "/v1/traces")]
    [LongInlineData("OTEL_TRACES_SAMPLER=always_off", "/v1/logs /v1/metrics")]
    public async Task StandardVariables_SayWhatIsSent(string variables, string paths)
    {
        using BundleFolder bundle = BundleFolder.Fake("echo");
        await using (GatewayProcess gateway = await GatewayProcess.ConnectAsync(_collector.Program(variables.Split(' ')), bundle.Complete()))
        {
            Assert.True((await gateway.CallAsync("echo")).IsFine);
            Assert.Equal(0, await gateway.EndAsync());
        }

        Assert.Equal(paths, string.Join(' ', _collector.Paths));
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER=zipkin")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=collector")]
    public async Task VariableThatCannotBeServed_IsRefused(string variable)
    {
        using BundleFolder bundle = BundleFolder.Fake("echo");
        await using GatewayProcess gateway = GatewayProcess.Start(_collector.Program(variable), bundle.Complete());
        Assert.Equal(2, await gateway.ExitAsync());
        Assert.Contains(variable.Split('=')[1], gateway.Errors, StringComparison.Ordinal);
    }

    // Over HTTP nothing ends the gateway but a signal.
    private static async Task StopAsync(GatewayProcess gateway)
    {
        Assert.Equal(0, (await Ran.ProgramAsync("kill", "-TERM", gateway.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture))).ExitCode);
        Assert.Equal(0, await gateway.ExitAsync());
    }
}
