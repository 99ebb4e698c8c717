using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client.Http;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Tests.Client.Http;

/// <summary>The real endpoint on Kestrel at a free port, over sessions that a test looks into.</summary>
public sealed class HttpFixture : IAsyncDisposable
{
    internal const string Accept = "application/json, text/event-stream";
    internal const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{"elicitation":{}},"clientInfo":{"name":"t","version":"1"}}}""";

    private readonly HttpListening _listening;
    private readonly SessionRegistry _registry;
    private readonly CancellationTokenSource _stop = new();

    internal HttpFixture(SessionKey key = SessionKey.Principal, bool isStateful = false, SessionBounds? bounds = null, int maxMessage = 64 * 1024, TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        _registry = new SessionRegistry(
            bounds ?? new(),
            address =>
            {
                var server = new FakeServer();
                var host = new SessionHost(address, server, clock);
                Sessions.Add((address, server, host));
                return host;
            },
            clock,
            NullLogger.Instance);
        SessionDoor Door(Principal principal, string? connection) => new(_registry, principal, "agent", key, isStateful, connection);
        HttpEndpoint endpoint = HttpGateway.Endpoint(
            Door, StrictOptions.Message with { MaxBytes = maxMessage }, TimeProvider.System, Identify, NullLogger.Instance, _stop.Token);
        _listening = new HttpListening(endpoint.HandleAsync, NullLoggerFactory.Instance);
    }

    internal List<(SessionAddress Address, FakeServer Server, SessionHost Host)> Sessions { get; } = [];

    internal SessionRegistry Registry => _registry;

    internal Uri Url { get; private set; } = null!;

    internal HttpClient Client { get; } = new();

    internal static async Task<HttpFixture> StartAsync(
        SessionKey key = SessionKey.Principal, bool isStateful = false, SessionBounds? bounds = null, int maxMessage = 64 * 1024, TimeProvider? time = null)
    {
        var fixture = new HttpFixture(key, isStateful, bounds, maxMessage, time);
        IPEndPoint bound = await fixture._listening.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), CancellationToken.None);
        fixture.Url = new Uri($"http://{bound}/mcp");
        return fixture;
    }

    /// <summary>Sends a POST; header lines are `Name: value`.</summary>
    internal Task<HttpResponseMessage> PostAsync(string body, params string[] headers) => SendAsync(HttpMethod.Post, body, headers);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string? body, string[] headers, CancellationToken cancellation = default)
    {
        var request = new HttpRequestMessage(method, Url);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        string[] all = [.. Defaults(body, headers), .. headers];
        foreach (string line in all)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            (string name, string value) = (line[..colon], line[(colon + 1)..].Trim());
            if (value.Length > 0 && !request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>The handshake, to the headers that the client then sends.</summary>
    internal async Task<string> InitializeAsync(params string[] headers)
    {
        using HttpResponseMessage answer = await PostAsync(Initialize, headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string id = "Mcp-Session-Id: " + answer.Headers.GetValues("Mcp-Session-Id").Single();
        using HttpResponseMessage ready = await PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", [id, .. headers]);
        Assert.Equal(HttpStatusCode.Accepted, ready.StatusCode);
        return id;
    }

    /// <summary>The handshake in a version of the client's choice.</summary>
    internal async Task<string> InitializeAtAsync(string version)
    {
        using HttpResponseMessage answer = await PostAsync(Initialize.Replace("2025-11-25", version, StringComparison.Ordinal));
        return "Mcp-Session-Id: " + answer.Headers.GetValues("Mcp-Session-Id").Single();
    }

    /// <summary>A modern request with the headers that it needs.</summary>
    internal static (string Body, string[] Headers) Modern(string method, string parameters = "", string? name = null, int id = 1)
    {
        string meta = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}
            """.Trim();
        string body = $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{{parameters}}}{{{(parameters.Length > 0 ? "," : "")}}}{{{meta}}}}}""";
        string[] headers = ["MCP-Protocol-Version: 2026-07-28", "Mcp-Method: " + method];
        return (body, name is null ? headers : [.. headers, "Mcp-Name: " + name]);
    }

    /// <summary>The answer, alone or as the last event of a stream.</summary>
    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        return JsonElement.Parse(
            answer.Content.Headers.ContentType?.MediaType == "text/event-stream"
                ? text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..]
                : text);
    }

    internal static async Task<int> CodeAsync(HttpResponseMessage answer) => (await JsonAsync(answer)).GetProperty("error").GetProperty("code").GetInt32();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Client.Dispose();
        await _listening.DisposeAsync();
        await _registry.DisposeAsync();
        _stop.Dispose();
    }

    // The test's own principal header stands for authentication, which comes later.
    private static Principal Identify(Microsoft.AspNetCore.Http.HttpContext context) =>
        context.Request.Headers["X-Test-Principal"] is [{ } name] ? new(name, "human", [], [], "default", JsonElement.Parse("{}")) : Principal.Anonymous;

    private static IEnumerable<string> Defaults(string? body, string[] headers)
    {
        if (body is not null && !headers.Any(h => h.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "Content-Type: application/json";
        }

        if (!headers.Any(h => h.StartsWith("Accept:", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "Accept: " + Accept;
        }
    }
}
