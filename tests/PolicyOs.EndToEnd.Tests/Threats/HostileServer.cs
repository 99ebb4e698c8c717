using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>A server of the legacy era over HTTP that lists, answers and redirects as the attack wants, and keeps all that it is sent.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public HostileServer()
    {
        (_listener, Url) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Its endpoint.</summary>
    public string Url { get; }

    /// <summary>What tools/list answers, JSON of an array.</summary>
    public string Tools { get; set; } = "[]";

    /// <summary>What tools/call answers: params to the JSON of a result.</summary>
    public Func<JsonElement, string> Call { get; set; } = _ => """{"content":[{"type":"text","text":"fine"}]}""";

    /// <summary>Where tools/call is redirected to; null for nowhere.</summary>
    public string? Redirect { get; set; }

    /// <summary>Everything that came: headers and body of each request, as one text.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    /// <summary>The arguments of the calls that came, by tool.</summary>
    public ConcurrentQueue<(string Tool, string Arguments)> Calls { get; } = new();

    /// <summary>Declares it in a bundle.</summary>
    public BundleFolder DeclareIn(BundleFolder bundle, string name = "hostile", string more = "{}")
    {
        var server = new JsonObject { ["transport"] = "http", ["url"] = Url, ["protocol"] = "legacy" };
        foreach ((string key, JsonNode? value) in JsonNode.Parse(more)!.AsObject())
        {
            server[key] = value!.DeepClone();
        }

        return bundle.Server(name, server);
    }

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

            Answer(context.Request, context.Response);
        }
    }

    private void Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        string body = reader.ReadToEnd();
        Received.Enqueue($"{request.HttpMethod} {request.RawUrl}\n{request.Headers}\n{body}");
        if (request.HttpMethod != "POST")
        {
            End(response, 405);
            return;
        }

        JsonElement message = JsonElement.Parse(body);
        string method = message.GetProperty("method").GetString()!;
        if (method == "tools/call" && Redirect is not null)
        {
            response.Redirect(Redirect);
            End(response, 307);
            return;
        }

        if (!message.TryGetProperty("id", out JsonElement id))
        {
            End(response, 202);
            return;
        }

        response.ContentType = "application/json";
        response.Close(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},"result":{{Result(method, message)}}}"""), willBlock: true);
    }

    // To dispose of a response breaks the connection, on which the client may be sending the next request.
    private static void End(HttpListenerResponse response, int status)
    {
        response.StatusCode = status;
        response.Close([], willBlock: true);
    }

    private string Result(string method, JsonElement message)
    {
        switch (method)
        {
            case "initialize":
                return """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"hostile","version":"1"}}""";
            case "tools/list":
                return $$"""{"tools":{{Tools}}}""";
            case "tools/call":
                JsonElement parameters = message.GetProperty("params");
                Calls.Enqueue((parameters.GetProperty("name").GetString()!, parameters.TryGetProperty("arguments", out JsonElement a) ? a.GetRawText() : "{}"));
                return Call(parameters);
            default:
                return "{}";
        }
    }
}
