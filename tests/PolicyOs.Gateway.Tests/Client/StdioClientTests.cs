using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Client;

public sealed class StdioClientTests : IAsyncDisposable, IMessageOutlet
{
    private const string Meta = """ "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"elicitation":{"url":{}}}} """;
    private const string Initialize = """{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{"elicitation":{}},"clientInfo":{"name":"t","version":"1"}}}""";

    private readonly System.Collections.Concurrent.BlockingCollection<JsonElement> _sent = [];
    private readonly List<(SessionAddress Address, FakeServer Server)> _sessions = [];
    private readonly SessionRegistry _registry;
    private readonly StdioClient _client;

    public StdioClientTests()
    {
        _registry = new SessionRegistry(
            new(),
            address =>
            {
                var server = new FakeServer();
                _sessions.Add((address, server));
                return new SessionHost(address, server, TimeProvider.System);
            },
            TimeProvider.System,
            NullLogger.Instance);
        var door = new SessionDoor(_registry, Principal.Anonymous, "agent", SessionKey.Connection, isStateful: true, "stdio", holdsConnection: true);
        _client = new StdioClient(this, door, NullLogger.Instance, CancellationToken.None);
    }

    public bool Send(ReadOnlySpan<byte> message)
    {
        _sent.Add(JsonElement.Parse(message));
        return true;
    }

    void IMessageOutlet.Close()
    {
    }

    [Fact]
    public void BothEras_OverOneConnection_AreOneSession()
    {
        Receive(Initialize);
        Assert.Equal("2025-06-18", Next().GetProperty("result").GetProperty("protocolVersion").GetString());
        Receive("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Receive("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo"}}""");
        JsonElement legacy = Next().GetProperty("result");
        Receive("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"," + Meta + "}}");
        JsonElement modern = Next().GetProperty("result");

        Assert.Equal("vendor", legacy.GetProperty("resultType").GetString());
        Assert.True(legacy.GetProperty("canElicit").GetBoolean());
        Assert.Equal("complete", modern.GetProperty("resultType").GetString());
        Assert.False(modern.GetProperty("canElicit").GetBoolean());
        Assert.Equal("stdio", Assert.Single(_sessions).Address.Name);
    }

    [Theory]
    [InlineData("tools/list", -32600)]
    [InlineData("server/discover", -32602)]
    [InlineData("tools/call", -32600)]
    public void FirstRequest_OfNoEra_IsRefused(string method, int code)
    {
        Receive($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""");

        Assert.Equal(code, Next().GetProperty("error").GetProperty("code").GetInt32());
        Assert.Empty(_sessions);
    }

    [Fact]
    public void Ping_BeforeTheHandshake_IsAnswered()
    {
        Receive("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");

        Assert.Equal("{}", Next().GetProperty("result").GetRawText());
    }

    [Fact]
    public void Handle_IsAnotherSessionThanTheConnection()
    {
        Receive(Initialize);
        Next();
        Receive("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","_meta":{"policyos/session":"0123456789abcdefghijkl"}}}""");
        Next();
        Receive("""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","_meta":{"policyos/session":"short"}}}""");

        Assert.Equal(-32602, Next().GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(["stdio", "0123456789abcdefghijkl"], _sessions.Select(session => session.Address.Name));
        Assert.Equal(1, _sessions[1].Server.Calls);
    }

    [Fact]
    public async Task Cancelled_TakesARequestOfEitherEraBack_WithoutAnAnswer()
    {
        Receive("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"wait\"," + Meta + "}}");
        await _sessions[0].Server.Waiting.Task;
        Receive("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""");
        await _sessions[0].Server.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await _client.IdleAsync();

        Assert.Empty(_sent);
    }

    [Fact]
    public async Task SameIdTwice_WhileTheFirstIsUnderWay_IsRefused()
    {
        Receive(Initialize);
        Next();
        Receive("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait"}}""");
        await _sessions[0].Server.Waiting.Task;
        Receive("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""");

        Assert.Equal(-32600, Next().GetProperty("error").GetProperty("code").GetInt32());
        _sessions[0].Server.Release.SetResult();
        Assert.True(Next().TryGetProperty("result", out _));
    }

    public ValueTask DisposeAsync()
    {
        _sent.Dispose();
        return _registry.DisposeAsync();
    }

    private void Receive(string message) => _client.Peer.Receive(MessageParser.Parse(Encoding.UTF8.GetBytes(message), StrictOptions.Message));

    private JsonElement Next() => _sent.TryTake(out JsonElement message, TimeSpan.FromSeconds(30)) ? message : throw new TimeoutException("no message came");
}
