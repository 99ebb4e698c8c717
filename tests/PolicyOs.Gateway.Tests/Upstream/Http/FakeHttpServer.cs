using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client.Http;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Upstream.Http;

/// <summary>A server of the legacy era on Kestrel at a free port; a test says how it answers calls.</summary>
internal sealed class FakeHttpServer : IAsyncDisposable
{
    public const int MaxMessage = 4096;

    private readonly HttpListening _listening;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new();

    private FakeHttpServer() => _listening = new(HandleAsync, NullLoggerFactory.Instance);

    /// <summary>Answers tools/call, given its id.</summary>
    public Func<HttpContext, string, Task> Call { get; set; } = (context, id) => JsonAsync(context, Result(id, "{}"));

    /// <summary>Answers GET; 405 unless set.</summary>
    public Func<HttpContext, Task>? Get { get; set; }

    public ConcurrentQueue<(string Verb, string? Method, IHeaderDictionary Headers)> Requests { get; } = new();

    public string Url { get; private set; } = "";

    public static async Task<FakeHttpServer> StartAsync()
    {
        var server = new FakeHttpServer();
        server.Url = $"http://{await server._listening.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), default)}/mcp";
        return server;
    }

    public static string Result(string id, string result) => $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";

    public static async Task JsonAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    public static Task EventsAsync(HttpContext context, params string[] events)
    {
        context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync(string.Concat(events.Select(e => $"event: message\r\ndata: {e}\r\n\r\n")));
    }

    /// <summary>Ends when a message with this method, or a request with this verb, has come.</summary>
    public Task SeenAsync(string what) => Seen(what).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Server Described(string? url = null, params KeyValuePair<string, string>[] headers) => new()
    {
        Name = "far",
        Transport = new ServerTransport.Http(url ?? Url, [.. headers]),
        Owner = "platform team",
        AuthScopes = ["crm.read"],
        Protocol = ProtocolEra.Auto,
        StartTimeout = TimeSpan.FromSeconds(30),
        ClientRequests = new(true, true, true),
        Methods = [],
    };

    public static UpstreamSettings Settings(params (string Name, string Value)[] environment)
    {
        var variables = new System.Collections.Hashtable();
        foreach ((string name, string value) in environment)
        {
            variables[name] = value;
        }

        return new(new("policyos", []), variables, StrictOptions.Message with { MaxBytes = MaxMessage }, TimeProvider.System, new(null));
    }

    public UpstreamConnection Connect(string? url = null) => UpstreamConnection.Start(Described(url), Settings(), NullLogger.Instance);

    /// <summary>A connection after its handshake.</summary>
    public async Task<UpstreamConnection> ReadyAsync()
    {
        UpstreamConnection connection = Connect();
        (UpstreamHello? hello, Unavailability? problem) = await GreetAsync(connection);
        Assert.True(hello is not null, problem?.Why);
        return connection;
    }

    public static Task<(UpstreamHello? Hello, Unavailability? Problem)> GreetAsync(UpstreamConnection connection) =>
        connection.GreetAsync(new("2025-11-25", null, null), new(null), TimeProvider.System, CancellationToken.None);

    public static SentRequest Send(UpstreamConnection connection, Action<JsonElement>? progress = null) =>
        connection.Send(new("tools/call", (w, hop) =>
        {
            w.WriteString("name"u8, "t"u8);
            w.WriteStartObject("_meta"u8);
            w.WritePropertyName("progressToken"u8);
            w.WriteRawValue(hop.Id.Raw);
            w.WriteEndObject();
        }, progress, null!, null));

    public static async Task<RpcAnswer> CallAsync(UpstreamConnection connection, Action<JsonElement>? progress = null)
    {
        using SentRequest sent = Send(connection, progress);
        return await sent.Answer.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ValueTask DisposeAsync() => _listening.DisposeAsync();

    // Kestrel uses its own dictionary again for the next request.
    private static HeaderDictionary Copy(IHeaderDictionary headers) => new(headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase));

    private TaskCompletionSource Seen(string what) => _seen.GetOrAdd(what, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        using JsonDocument? message = body.Length == 0 ? null : JsonDocument.Parse(body);
        string? method = message is not null && message.RootElement.TryGetProperty("method", out JsonElement m) ? m.GetString() : null;
        string? id = message is not null && message.RootElement.TryGetProperty("id", out JsonElement i) ? i.GetRawText() : null;
        Requests.Enqueue((context.Request.Method, method, Copy(context.Request.Headers)));
        Seen(method ?? context.Request.Method).TrySetResult();
        switch ((context.Request.Method, method))
        {
            case ("POST", "initialize"):
                context.Response.Headers["Mcp-Session-Id"] = "s-1";
                await JsonAsync(context, Result(id!, """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"f","version":"1"}}"""));
                break;
            case ("POST", "tools/call"):
                await Call(context, id!);
                break;
            case ("GET", _) when Get is { } get:
                await get(context);
                break;
            default:
                context.Response.StatusCode = context.Request.Method == "GET" ? 405 : 202;
                break;
        }
    }
}
