using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Tests.Client.Http;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Client;

/// <summary>The C# SDK's client, an implementation that is not ours, in front of both transports in each version of the protocol.</summary>
public sealed class SdkClientTests
{
    public static TheoryData<string?, string> Versions => new()
    {
        { null, "2026-07-28" },
        { "2026-07-28", "2026-07-28" },
        { "2025-11-25", "2025-11-25" },
        { "2025-06-18", "2025-06-18" },
    };

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Http_ListsAndCalls(string? asked, string negotiated)
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        await using var transport = new HttpClientTransport(new() { Endpoint = http.Url, TransportMode = HttpTransportMode.StreamableHttp });

        await UseAsync(transport, asked, negotiated);

        Assert.Equal(1, http.Sessions[0].Server.Calls);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Lines_ListsAndCalls(string? asked, string negotiated)
    {
        var toServer = new Pipe();
        var toClient = new Pipe();
        var server = new FakeServer();
        await using var registry = new SessionRegistry(
            new(), address => new SessionHost(address, server, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        var door = new SessionDoor(registry, Principal.Anonymous, "agent", SessionKey.Connection, isStateful: true, "stdio", holdsConnection: true);
        var client = new StdioClient(new MessageSink(toClient.Writer.AsStream()), door, NullLogger.Instance, CancellationToken.None);
        LineLoop.Start("test", toServer.Reader.AsStream(), client.Peer, StrictOptions.Message);

        await UseAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream(), NullLoggerFactory.Instance), asked, negotiated);

        Assert.Equal(1, server.Calls);
        await toServer.Writer.CompleteAsync();
        await client.Gone.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task UseAsync(IClientTransport transport, string? asked, string negotiated)
    {
        await using McpClient client = await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = asked });
        Assert.Equal(negotiated, client.NegotiatedProtocolVersion);
        Assert.Empty(await client.ListToolsAsync());
        CallToolResult result = await client.CallToolAsync("say", new Dictionary<string, object?>());
        Assert.Equal("said", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }
}
