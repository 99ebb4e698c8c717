using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A server of the legacy era over HTTP, with one tool <c>far</c>; a call of it is refused with a status.</summary>
internal sealed class HttpUpstream : IAsyncDisposable
{
    private readonly int _status;
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public HttpUpstream(int status)
    {
        _status = status;
        (_listener, Url) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Its endpoint.</summary>
    public string Url { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.WaitAsync(GatewayProcess.Patience);
    }

    // The listener cannot be given a free port; one that is taken is not taken twice.
    private static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            var listener = new HttpListener();
            string address = $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 60_000)}/";
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address + "mcp");
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Answer(context);
        }
    }

    private void Answer(HttpListenerContext context)
    {
        HttpListenerResponse response = context.Response;
        if (context.Request.HttpMethod != "POST")
        {
            End(response, 405);
            return;
        }

        JsonElement message = JsonSerializer.Deserialize<JsonElement>(context.Request.InputStream);
        string? result = message.GetProperty("method").GetString() switch
        {
            "initialize" => """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"far","version":"1"}}""",
            "tools/list" => """{"tools":[{"name":"far","inputSchema":{"type":"object"}}]}""",
            _ => null,
        };
        if (result is null)
        {
            response.Headers["Retry-After"] = "5";
            End(response, message.TryGetProperty("id", out _) ? _status : 202);
            return;
        }

        response.ContentType = "application/json";
        response.Close(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{message.GetProperty("id").GetRawText()}},"result":{{result}}}"""), willBlock: true);
    }

    // To dispose of a response breaks the connection, on which the client may be sending the next request.
    private static void End(HttpListenerResponse response, int status)
    {
        response.StatusCode = status;
        response.Close([], willBlock: true);
    }
}
