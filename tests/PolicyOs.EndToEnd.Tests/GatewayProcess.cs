using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A real gateway in a process of its own, with every message that it sent in the order of arrival.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    /// <summary>Longer than anything here takes on a busy machine; what takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LineClient _client;
    private readonly List<JsonElement> _messages = [];
    private readonly List<(Func<JsonElement, bool> Condition, TaskCompletionSource<JsonElement> Found)> _waiting = [];

    private GatewayProcess(string bundle, string[] options, SelfCommand? program = null)
    {
        _client = LineClient.Start(program ?? Executable.PolicyOs, ["run", "--bundle", bundle, .. options.Contains("--store") ? options : ["--store", "memory", .. options]]);
        _client.Seen = Arrived;
    }

    /// <summary>Answers forms: the params of elicitation/create to a result; null leaves the form open.</summary>
    public Func<JsonElement, JsonObject?>? Person
    {
        set => _client.Asked = request => Task.FromResult<JsonNode?>(value?.Invoke(request.GetProperty("params")));
    }

    /// <summary>The answer to initialize.</summary>
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

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => string.Join('\n', _client.Errors);

    /// <summary>Its process, or that of what stands before it.</summary>
    public int ProcessId => _client.ProcessId;

    /// <summary>Starts a gateway in some way of its own; nothing is said yet.</summary>
    public static GatewayProcess Start(SelfCommand program, string bundle, params string[] options) => new(bundle, options, program);

    /// <summary>Starts a gateway; nothing is said yet.</summary>
    public static GatewayProcess Start(string bundle, params string[] options) => new(bundle, options);

    /// <summary>Starts a gateway and shakes hands.</summary>
    /// <param name="bundle">The bundle's folder.</param>
    /// <param name="person">Answers forms; null is a client that cannot show one.</param>
    /// <param name="options">Of <c>policyos run</c>.</param>
    public static Task<GatewayProcess> ConnectAsync(string bundle, Func<JsonElement, JsonObject?>? person = null, params string[] options) =>
        ConnectAsync(Executable.PolicyOs, bundle, person, options);

    /// <summary>Starts a gateway in some way of its own and shakes hands.</summary>
    public static async Task<GatewayProcess> ConnectAsync(SelfCommand program, string bundle, Func<JsonElement, JsonObject?>? person = null, params string[] options)
    {
        var gateway = new GatewayProcess(bundle, options, program) { Person = person };
        JsonElement answer = await gateway._client.ConnectAsync(canElicit: person is not null).WaitAsync(Patience);
        gateway.Hello = answer.TryGetProperty("result", out JsonElement hello) ? hello : throw new IOException($"{answer.GetRawText()}\n{gateway.Errors}");
        return gateway;
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="arguments">JSON.</param>
    /// <param name="meta">JSON of <c>_meta</c>.</param>
    public async Task<ToolAnswer> CallAsync(string tool, string arguments = "{}", string? meta = null) =>
        new(await _client.CallAsync(tool, JsonNode.Parse(arguments)!, meta is null ? null : JsonNode.Parse(meta)!.AsObject()).WaitAsync(Patience));

    /// <summary>The names of the tools that are listed now.</summary>
    public async Task<string[]> ToolsAsync() =>
        [.. (await RequestAsync("tools/list")).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>Sends a request with params, JSON.</summary>
    public Task<JsonElement> RequestAsync(string method, string parameters = "{}") => _client.RequestAsync(method, JsonNode.Parse(parameters)!).WaitAsync(Patience);

    /// <summary>Sends one line as it is.</summary>
    public void Send(string line) => Send(Encoding.UTF8.GetBytes(line));

    /// <summary>Sends one line as it is.</summary>
    public void Send(ReadOnlySpan<byte> line) => _client.SendLine(line);

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
            return found.Task.WaitAsync(Patience);
        }
    }

    /// <summary>The answer to the request with an id.</summary>
    public Task<JsonElement> AnswerAsync(string id) =>
        NextAsync(message => !message.TryGetProperty("method", out _) && message.TryGetProperty("id", out JsonElement given) && given.GetRawText() == id);

    /// <summary>What stands behind some words on standard error, once it does.</summary>
    public async Task<string> SaidAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(patience.IsCancellationRequested, $"`{words}` was not said: {Errors}");
            if (_client.Errors.FirstOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Trim();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        }
    }

    /// <summary>Ends the input; the exit code.</summary>
    public Task<int> EndAsync() => _client.EndAsync().WaitAsync(Patience);

    /// <summary>Waits until it ends by itself; the exit code.</summary>
    public Task<int> ExitAsync() => _client.ExitAsync().WaitAsync(Patience);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

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
    }
}
