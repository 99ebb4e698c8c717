using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The C# SDK's client, an implementation that is not ours, in front of the real process in each version of the protocol.</summary>
public sealed class SdkClientTests
{
    private static readonly string s_bundle = RepositoryRoot.At("bundles", "inbox-triage");

    private static readonly Dictionary<string, object?> s_handoff = new()
    {
        ["thread_id"] = "T-1002", ["team"] = "billing", ["summary"] = "Charged twice on 14 October, 480 USD each; asks for one back.",
    };

    public static TheoryData<string?, string> Versions => new TheoryData<string?, string>()
    {
        { null, "2026-07-28" },
        { "2026-07-28", "2026-07-28" },
        { "2025-11-25", "2025-11-25" },
        { "2025-06-18", "2025-06-18" },
        { "2025-03-26", "2025-03-26" },
        { "2024-11-05", "2024-11-05" },
    }.LongWhere((_, i) => i is not (0 or 5));

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Stdio_PhasesApprovalAndRefusal(string? asked, string negotiated)
    {
        string[] arguments = [.. Executable.PolicyOs.Arguments, "run", "--bundle", s_bundle, "--store", "memory"];

        await UseAsync(new StdioClientTransport(new() { Command = Executable.PolicyOs.Program, Arguments = arguments }), asked, negotiated);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Http_PhasesApprovalAndRefusal(string? asked, string negotiated)
    {
        await using ServedGateway gateway = await ServedGateway.StartAsync(s_bundle);
        var options = new HttpClientTransportOptions
        {
            Endpoint = gateway.Url,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Policyos-Session-Id"] = "end-to-end-sdk-client-0001" },
        };
        await using var transport = new HttpClientTransport(options);

        await UseAsync(transport, asked, negotiated);
    }

    private static async Task UseAsync(IClientTransport transport, string? asked, string negotiated)
    {
        var options = new McpClientOptions
        {
            ProtocolVersion = asked,
            Capabilities = new() { Elicitation = new() { Form = new() } },
            Handlers = new() { ElicitationHandler = DecideAsync },
        };
        await using McpClient client = await McpClient.CreateAsync(transport, options);
        Assert.Equal(negotiated, client.NegotiatedProtocolVersion);
        Assert.DoesNotContain(await client.ListToolsAsync(), tool => tool.Name == "create_handoff");

        CallToolResult early = await client.CallToolAsync("create_handoff", s_handoff);
        Assert.Equal("WRONG_PHASE", Decision(early).GetProperty("code").GetString());

        CallToolResult read = await client.CallToolAsync("read_thread", new Dictionary<string, object?> { ["thread_id"] = "T-1002" });
        Assert.NotEqual(true, read.IsError);
        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "create_handoff");

        CallToolResult made = await client.CallToolAsync("create_handoff", s_handoff);
        Assert.NotEqual(true, made.IsError);

        McpProtocolException unknown = await Assert.ThrowsAsync<McpProtocolException>(
            async () => await client.CallToolAsync("no_such_tool", new Dictionary<string, object?>()));
        Assert.Equal(McpErrorCode.InvalidParams, unknown.ErrorCode);
    }

    // A person who is slower than --min-answer-ms.
    private static async ValueTask<ElicitResult> DecideAsync(ElicitRequestParams? form, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System, cancellation);
        return new ElicitResult
        {
            Action = "accept",
            Content = new Dictionary<string, JsonElement> { ["decision"] = JsonElement.Parse("\"allow_once\"") },
        };
    }

    private static JsonElement Decision(CallToolResult result) => JsonElement.Parse(result.Meta!["policyos/decision"]!.ToJsonString());
}
