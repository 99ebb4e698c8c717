using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Mcp.Demo;

/// <summary>
/// An MCP client of the legacy era over a child process, as small as it can be: lines of JSON out, lines of JSON in. It shares no code with
/// the gateway, so that what the gateway says is read by someone else.
/// </summary>
internal sealed class LineClient : IAsyncDisposable
{
    private readonly Process _server;
    private readonly Stream _toServer;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Lock _writing = new();
    private int _lastId;

    private LineClient(Process server)
    {
        _server = server;
        _toServer = server.StandardInput.BaseStream;
        server.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        server.BeginErrorReadLine();
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Sees every message of the server in the order of arrival, before whoever waits for it.</summary>
    public Action<JsonElement>? Seen { get; set; }

    /// <summary>Answers requests of the server: params to result; null leaves the request unanswered.</summary>
    public Func<JsonElement, Task<JsonNode?>>? Asked { get; set; }

    /// <summary>What the server wrote to standard error.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>The server's process.</summary>
    public int ProcessId => _server.Id;

    /// <summary>Starts a server; nothing is said yet.</summary>
    public static LineClient Start(SelfCommand program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program.Program, [.. program.Arguments, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new LineClient(Process.Start(start)!);
    }

    /// <summary>Shakes hands.</summary>
    /// <returns>The answer to initialize.</returns>
    public async Task<JsonElement> ConnectAsync(bool canElicit = false, string version = "2025-11-25")
    {
        JsonElement hello = await RequestAsync("initialize", new JsonObject
        {
            ["protocolVersion"] = version,
            ["capabilities"] = canElicit ? new JsonObject { ["elicitation"] = new JsonObject() } : new JsonObject(),
            ["clientInfo"] = new JsonObject { ["name"] = "policyos-line-client", ["version"] = "1" },
        });
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
        return hello;
    }

    /// <summary>Calls a tool.</summary>
    /// <returns>The answer, a message with <c>result</c> or <c>error</c>.</returns>
    public Task<JsonElement> CallAsync(string tool, JsonNode arguments, JsonObject? meta = null)
    {
        var parameters = new JsonObject { ["name"] = tool, ["arguments"] = arguments };
        if (meta is not null)
        {
            parameters["_meta"] = meta;
        }

        return RequestAsync("tools/call", parameters);
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The answer, a message with <c>result</c> or <c>error</c>.</returns>
    /// <exception cref="IOException">The server ended before it answered.</exception>
    public Task<JsonElement> RequestAsync(string method, JsonNode parameters)
    {
        int id = Interlocked.Increment(ref _lastId);
        Task<JsonElement> answer = AnswerAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return answer;
    }

    /// <summary>Waits for the answer to a request that goes out by <see cref="SendLine"/>.</summary>
    /// <param name="id">The id as it stands in the JSON.</param>
    public Task<JsonElement> AnswerAsync(string id)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        if (_reading.IsCompleted)
        {
            Lose();
        }

        return answer.Task;
    }

    /// <summary>Sends a message.</summary>
    public void Send(JsonNode message) => SendLine(JsonSerializer.SerializeToUtf8Bytes(message));

    /// <summary>Sends one line as it is; its newline is added.</summary>
    public void SendLine(ReadOnlySpan<byte> line)
    {
        byte[] framed = [.. line, (byte)'\n'];
        lock (_writing)
        {
            try
            {
                _toServer.Write(framed);
                _toServer.Flush();
            }
            catch (IOException)
            {
                // The server is gone: whoever waits for an answer is told by the end of its output.
            }
        }
    }

    /// <summary>Ends the input and waits for the server to end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellation = default)
    {
        try
        {
            _toServer.Close();
        }
        catch (IOException)
        {
            // The server ended first.
        }

        return await ExitAsync(cancellation);
    }

    /// <summary>Waits for the server to end by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellation = default)
    {
        await _server.WaitForExitAsync(cancellation);
        await _reading;
        return _server.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            _server.Kill(entireProcessTree: true);
        }

        await _reading;
        _server.Dispose();
    }

    private async Task ReadAsync()
    {
        PipeReader reader = PipeReader.Create(_server.StandardOutput.BaseStream);
        ReadResult read;
        do
        {
            read = await reader.ReadAsync();
            ReadOnlySequence<byte> buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                Arrived(JsonElement.Parse(buffer.Slice(0, end).ToArray()));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
        while (!read.IsCompleted);
        Lose();
    }

    private void Arrived(JsonElement message)
    {
        Seen?.Invoke(message);
        if (!message.TryGetProperty("id"u8, out JsonElement id))
        {
            return;
        }

        if (message.TryGetProperty("method"u8, out _))
        {
            _ = ReplyAsync(id, message);
        }
        else if (_waiting.TryRemove(id.GetRawText(), out TaskCompletionSource<JsonElement>? answer))
        {
            answer.SetResult(message);
        }
    }

    private async Task ReplyAsync(JsonElement id, JsonElement request)
    {
        if (Asked is not null && await Asked(request) is { } result)
        {
            Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = JsonNode.Parse(id.GetRawText()), ["result"] = result });
        }
    }

    private void Lose()
    {
        foreach ((string id, _) in _waiting)
        {
            if (_waiting.TryRemove(id, out TaskCompletionSource<JsonElement>? answer))
            {
                answer.SetException(new IOException("the server ended without an answer: " + string.Join('\n', _errors)));
            }
        }
    }
}
