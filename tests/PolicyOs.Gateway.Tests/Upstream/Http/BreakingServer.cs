using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Tests.Upstream.Http;

/// <summary>
/// A server of the legacy era on a bare socket. It reads the first request of some method and closes the connection without a word: as it looks
/// when a server gives up an idle connection while a request is on its way.
/// </summary>
internal sealed class BreakingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _breaks;
    private int _hasBroken;

    private BreakingServer(string breaks) => _breaks = breaks;

    /// <summary>The methods in the order of arrival; GET and DELETE without a body by their verb.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="breaks">The method.</param>
    public static BreakingServer Start(string breaks)
    {
        var server = new BreakingServer(breaks);
        server._listener.Start();
        _ = server.AcceptAsync();
        return server;
    }

    public Server Described() => new()
    {
        Name = "far",
        Transport = new ServerTransport.Http($"http://{_listener.LocalEndpoint}/mcp", []),
        Owner = "platform team",
        AuthScopes = [],
        Protocol = ProtocolEra.Legacy,
        StartTimeout = TimeSpan.FromSeconds(30),
        ClientRequests = new(true, true, true),
        Methods = [],
    };

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using TcpClient owned = connection;
        using var reader = new StreamReader(owned.GetStream(), Encoding.Latin1);
        while (await ReadAsync(reader) is { } request)
        {
            Received.Enqueue(request.Method);
            if (request.Method == _breaks && Interlocked.Exchange(ref _hasBroken, 1) == 0)
            {
                return;
            }

            await owned.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Answer(request)));
        }
    }

    private static string Answer((string Method, string? Id) request) => (request.Method, request.Id) switch
    {
        ("GET", _) => "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n",
        (_, null) => "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
        ("initialize", { } id) => Json(id, """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"f","version":"1"}}"""),
        ("tools/list", { } id) => Json(id, """{"tools":[{"name":"t","inputSchema":{"type":"object"}}]}"""),
        (_, { } id) => Json(id, "{}"),
    };

    private static string Json(string id, string result)
    {
        string body = $$"""{"jsonrpc":"2.0","id":{{id}},"result":{{result}}}""";
        return $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    private static async Task<(string Method, string? Id)?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { } first)
        {
            return null;
        }

        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            length = header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) ? int.Parse(header[15..], CultureInfo.InvariantCulture) : length;
        }

        char[] body = new char[length];
        if (await reader.ReadBlockAsync(body) == 0)
        {
            return (first[..first.IndexOf(' ', StringComparison.Ordinal)], null);
        }

        JsonElement message = JsonElement.Parse(body);
        return (message.GetProperty("method").GetString()!, message.TryGetProperty("id", out JsonElement id) ? id.GetRawText() : null);
    }
}
