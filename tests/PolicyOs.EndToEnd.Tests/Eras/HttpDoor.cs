using System.Net;
using System.Text;
using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A gateway process on HTTP in front of the fake upstream, to which a test sends what it likes.</summary>
public sealed class HttpDoor : IAsyncLifetime
{
    private readonly BundleFolder _bundle = BundleFolder.Fake("echo", "write", "progress", "received")
        .Tool("answer", """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":600,"reason":"a person looks first"}}""");

    private ServedGateway _gateway = null!;

    /// <summary>The endpoint.</summary>
    public Uri Url => _gateway.Url;

    /// <summary>A session that stays open, as a header line.</summary>
    public string Session { get; private set; } = "";

    /// <summary>Sends as it is told.</summary>
    public HttpClient Client { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _gateway = await ServedGateway.StartAsync(_bundle.Complete(), "--max-message", "64KiB", "--max-sessions", "64", "--min-answer-ms", "0");
        Session = await OpenAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        _bundle.Dispose();
    }

    /// <summary>A tools/call of the tool `write`, with the id 7.</summary>
    public static string Write(string arguments = "{}") => Call("write", arguments);

    /// <summary>A tools/call with the id 7.</summary>
    public static string Call(string tool, string arguments = "{}") =>
        $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";

    /// <summary>The handshake, to the header line that the client then sends.</summary>
    /// <param name="capabilities">JSON of what the client can do.</param>
    public async Task<string> OpenAsync(string capabilities = "{}")
    {
        using HttpResponseMessage answer = await SendAsync(
            HttpMethod.Post,
            $$$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{{{capabilities}}},"clientInfo":{"name":"t","version":"1"} } }""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string session = "Mcp-Session-Id: " + answer.Headers.GetValues("Mcp-Session-Id").Single();
        using HttpResponseMessage ready = await SendAsync(HttpMethod.Post, """{"jsonrpc":"2.0","method":"notifications/initialized"}""", session);
        Assert.Equal(HttpStatusCode.Accepted, ready.StatusCode);
        return session;
    }

    /// <summary>Sends a request; header lines are `Name: value`, and take the place of the usual ones.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string? body, params string[] headers)
    {
        var request = new HttpRequestMessage(method, Url) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        string[] usual = body is null ? ["Accept: text/event-stream"] : ["Accept: application/json, text/event-stream", "Content-Type: application/json"];
        foreach (string line in usual.Where(line => !headers.Any(h => h.StartsWith(line[..line.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal))).Concat(headers))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            (string name, string value) = (line[..colon], line[(colon + 1)..].Trim());
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The answer, alone or as the last event of a stream.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        return JsonElement.Parse(text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))[6..]);
    }

    /// <summary>How often the tool `write` has reached the server in the session that stays open.</summary>
    public async Task<int> WrittenAsync()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, Call("received"), Session);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(new ToolAnswer(await JsonAsync(answer)).Text).EnumerateArray().Count(line => line.GetString()!.Contains("\"write\"", StringComparison.Ordinal));
    }
}
