using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A client of either era over either transport, with a real gateway in a process of its own.</summary>
internal sealed class EraClient : IAsyncDisposable
{
    private const string Prefix = "io.modelcontextprotocol/";

    private readonly Edge _edge;
    private readonly string _capabilities;
    private readonly List<JsonElement> _messages = [];
    private readonly List<(Func<JsonElement, bool> Condition, TaskCompletionSource<JsonElement> Found)> _waiting = [];
    private int _lastId;

    private EraClient(Edge edge, IWire wire, string capabilities)
    {
        (_edge, Wire, _capabilities) = (edge, wire, capabilities);
        wire.Seen = Arrived;
    }

    /// <summary>What carries the messages.</summary>
    public IWire Wire { get; }

    /// <summary>Answers what is asked, by method and params; null leaves it open.</summary>
    public Func<string, JsonElement, JsonNode?>? Person { get; set; }

    /// <summary>Adds to every modern request's <c>_meta</c>.</summary>
    public JsonObject Meta { get; } = [];

    /// <summary>What was asked so far: method and params.</summary>
    public List<(string Method, JsonElement Params)> Asked { get; } = [];

    /// <summary>The answer to initialize or server/discover.</summary>
    public JsonElement Hello { get; private set; }

    /// <summary>Everything that came so far.</summary>
    public JsonElement[] Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>How a gateway is started on an edge.</summary>
    public static ProcessStartInfo Start(Edge edge, string bundle, params string[] options)
    {
        string[] http = edge.IsHttp() ? ["--http", "127.0.0.1:0"] : [];
        string[] store = options.Contains("--store") ? [] : ["--store", "memory"];
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, "run", "--bundle", bundle, .. store, .. http, .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(bundle, "..", "cache");
        return start;
    }

    /// <summary>Starts a gateway and says hello.</summary>
    public static async Task<EraClient> ConnectAsync(Edge edge, string bundle, Func<string, JsonElement, JsonNode?>? person = null, params string[] options) =>
        await ConnectAsync(edge, bundle, """{"elicitation":{"form":{},"url":{}},"roots":{"listChanged":true},"sampling":{}}""", person, options);

    /// <summary>Starts a gateway and says hello with other capabilities.</summary>
    public static async Task<EraClient> ConnectAsync(Edge edge, string bundle, string capabilities, Func<string, JsonElement, JsonNode?>? person, params string[] options)
    {
        ProcessStartInfo start = Start(edge, bundle, options);
        IWire wire = edge.IsHttp()
            ? await HttpWire.StartAsync(start, edge.IsModern())
            : new LineWire(LineClient.Start(
                new(start.FileName, []), start.ArgumentList, new Dictionary<string, string> { ["XDG_CACHE_HOME"] = start.Environment["XDG_CACHE_HOME"]! }));
        var client = new EraClient(edge, wire, capabilities) { Person = person };
        await client.GreetAsync();
        return client;
    }

    /// <summary>Another client of the same gateway over HTTP.</summary>
    public async Task<EraClient> AnotherAsync(Edge edge)
    {
        var client = new EraClient(edge, ((HttpWire)Wire).Another(edge.IsModern()), _capabilities) { Person = Person };
        await client.GreetAsync();
        return client;
    }

    /// <summary>Calls a tool, and answers what it asks where there is a person.</summary>
    public async Task<ToolAnswer> CallAsync(string tool, string arguments = "{}", string? meta = null, CancellationToken cancellation = default) =>
        new(await DriveAsync("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}}{{(meta is null ? "" : ",\"_meta\":" + meta)}}}""", cancellation));

    /// <summary>Sends a request and goes on with it as long as it asks for input, and a person gives it.</summary>
    public async Task<JsonElement> DriveAsync(string method, string parameters = "{}", CancellationToken cancellation = default)
    {
        string more = "";
        while (true)
        {
            JsonElement answer = await RequestAsync(method, parameters, more, cancellation);
            if (!answer.TryGetProperty("result", out JsonElement result) || !result.TryGetProperty("resultType", out JsonElement type) || type.GetString() != "input_required"
                || Answers(result) is not { } responses)
            {
                return answer;
            }

            more = ",\"inputResponses\":" + responses + ",\"requestState\":" + result.GetProperty("requestState").GetRawText();
        }
    }

    /// <summary>Sends one request; ends with its answer, whatever it is.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">JSON of an object.</param>
    /// <param name="more">JSON members, each after a comma.</param>
    /// <param name="cancellation">Takes the request back.</param>
    public async Task<JsonElement> RequestAsync(string method, string parameters = "{}", string more = "", CancellationToken cancellation = default)
    {
        string id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        string line = $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{WithMeta(parameters, more)}}}""";
        return await Wire.RequestAsync(id, line, cancellation).WaitAsync(GatewayProcess.Patience, cancellation);
    }

    /// <summary>Opens a stream of 2026-07-28 under the id <c>"listening"</c>; ends with it.</summary>
    public Task<JsonElement> ListenAsync(string notifications) => Wire.RequestAsync(
        "\"listening\"",
        $$$"""{"jsonrpc":"2.0","id":"listening","method":"subscriptions/listen","params":{{{WithMeta("{\"notifications\":" + notifications + "}", "")}}}}""");

    /// <summary>Asks to be told of changed tools, where a client has to ask for that; ends when the gateway has agreed.</summary>
    public async Task ListenToToolsAsync()
    {
        if (_edge.IsModern())
        {
            _ = ListenAsync("""{"toolsListChanged":true}""");
            await NotifiedAsync("notifications/subscriptions/acknowledged");
        }
    }

    /// <summary>Ends when the client is told that its tools have changed; what was told before does not count.</summary>
    public Task NextToolsChangedAsync()
    {
        int told = Messages.Count(IsToolsChanged);
        return NextAsync(message => IsToolsChanged(message) && --told < 0);
    }

    private static bool IsToolsChanged(JsonElement message) =>
        message.TryGetProperty("method", out JsonElement method) && method.ValueEquals("notifications/tools/list_changed");

    /// <summary>Whether a request is taken back by a notification, and not by closing its stream.</summary>
    public bool CancelsByNotification => _edge != Edge.HttpModern;

    /// <summary>Takes a request back by a notification.</summary>
    public Task CancelAsync(string id) => Wire.SendAsync(new JsonObject
    {
        ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = JsonNode.Parse(id), ["reason"] = "enough" },
    });

    /// <summary>The id of the request that is sent next.</summary>
    public string NextId => (_lastId + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first message, past or future, that satisfies a condition.</summary>
    public Task<JsonElement> NextAsync(Func<JsonElement, bool> condition)
    {
        lock (_messages)
        {
            if (_messages.Where(condition).Take(1).ToArray() is [var past])
            {
                return Task.FromResult(past);
            }

            var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((condition, found));
            return found.Task.WaitAsync(GatewayProcess.Patience);
        }
    }

    /// <summary>The first notification of a method.</summary>
    public Task<JsonElement> NotifiedAsync(string method) =>
        NextAsync(message => message.TryGetProperty("method", out JsonElement m) && m.GetString() == method && !message.TryGetProperty("id", out _));

    /// <summary>Ends when the gateway has written some words to standard error.</summary>
    public async Task SaidAsync(string words)
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (!Wire.Errors.Contains(words, StringComparison.Ordinal))
        {
            Assert.False(patience.IsCancellationRequested, $"`{words}` was not said: {Wire.Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        }
    }

    /// <summary>The names of the tools that are listed now.</summary>
    public async Task<string[]> ToolsAsync() =>
        [.. (await RequestAsync("tools/list")).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>The lines that the fake upstream has received.</summary>
    public async Task<JsonElement[]> ReceivedAsync() =>
        [.. JsonElement.Parse((await CallAsync("received")).Text).EnumerateArray().Select(line => JsonElement.Parse(line.GetString()!))];

    /// <summary>How many calls of a tool the fake upstream has received.</summary>
    public async Task<int> ReachedAsync(string tool) => (await ReceivedAsync()).Count(line =>
        line.TryGetProperty("params", out JsonElement p) && p.TryGetProperty("name", out JsonElement name) && name.GetString() == tool);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    private async Task GreetAsync()
    {
        if (_edge.IsModern())
        {
            Hello = Greeting(await RequestAsync("server/discover"));
            return;
        }

        Hello = Greeting(await RequestAsync(
            "initialize", $$$"""{"protocolVersion":"2025-11-25","capabilities":{{{_capabilities}}},"clientInfo":{"name":"era-client","version":"1"}}"""));
        await Wire.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    private JsonElement Greeting(JsonElement answer) =>
        answer.TryGetProperty("result", out JsonElement result) ? result : throw new IOException($"{answer.GetRawText()}\n{Wire.Errors}");

    // Written by hand: numbers that no double holds stay as they are.
    private string WithMeta(string parameters, string more)
    {
        JsonElement given = JsonElement.Parse(parameters);
        string members = string.Join(',', given.EnumerateObject().Where(p => p.Name != "_meta").Select(p => JsonSerializer.Serialize(p.Name) + ":" + p.Value.GetRawText()));
        List<string> meta = given.TryGetProperty("_meta", out JsonElement own) ? [.. own.EnumerateObject().Select(p => JsonSerializer.Serialize(p.Name) + ":" + p.Value.GetRawText())] : [];
        if (_edge.IsModern())
        {
            meta.Add($"\"{Prefix}protocolVersion\":\"2026-07-28\"");
            meta.Add($"\"{Prefix}clientCapabilities\":{_capabilities}");
            meta.Add($$$"""
                "{{{Prefix}}}clientInfo":{"name":"era-client","version":"1"}
                """);
            meta.AddRange(Meta.Select(p => JsonSerializer.Serialize(p.Key) + ":" + p.Value!.ToJsonString()));
        }

        string tail = meta.Count == 0 ? "" : (members.Length == 0 ? "" : ",") + "\"_meta\":{" + string.Join(',', meta) + "}";
        return "{" + members + tail + (members.Length + tail.Length == 0 ? more.TrimStart(',') : more) + "}";
    }

    private string? Answers(JsonElement result)
    {
        var responses = new JsonObject();
        foreach (JsonProperty request in result.TryGetProperty("inputRequests", out JsonElement all) ? all.EnumerateObject().ToArray() : [])
        {
            if (Ask(request.Value) is not { } response)
            {
                return null;
            }

            responses[request.Name] = response;
        }

        return responses.ToJsonString();
    }

    private JsonNode? Ask(JsonElement request)
    {
        string method = request.GetProperty("method").GetString()!;
        JsonElement parameters = request.TryGetProperty("params", out JsonElement p) ? p : JsonElement.Parse("{}");
        lock (Asked)
        {
            Asked.Add((method, parameters));
        }

        return Person?.Invoke(method, parameters);
    }

    private void Arrived(JsonElement message)
    {
        lock (_messages)
        {
            _messages.Add(message);
            foreach ((Func<JsonElement, bool> condition, TaskCompletionSource<JsonElement> found) in _waiting.Where(w => w.Condition(message)).ToArray())
            {
                found.TrySetResult(message);
                _waiting.Remove((condition, found));
            }
        }

        if (message.TryGetProperty("method", out _) && message.TryGetProperty("id", out JsonElement id))
        {
            string raw = id.GetRawText();
            _ = Task.Run(async () =>
            {
                if (Ask(message) is { } result)
                {
                    await Wire.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = JsonNode.Parse(raw), ["result"] = result });
                }
            });
        }
    }
}
