using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Operate.Tests;

/// <summary>The real gateway in a process of its own, and a client of it that writes and reads lines.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement?>> _waiting = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task _reading;
    private readonly Task _readingErrors;
    private readonly TaskCompletionSource<string?> _session = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _id;

    private Gateway(OperateBundle bundle, string[] options, string[] around)
    {
        _process = PolicyOsProcess.StartCommand([.. around, .. PolicyOsProcess.Command, "run", "--bundle", bundle.Path, "--store", bundle.Store, .. options]);
        _reading = ReadAsync();
        _readingErrors = ReadErrorsAsync();
    }

    /// <summary>The id of its session, from its log.</summary>
    public Task<string?> SessionAsync => _session.Task;

    /// <summary>What it wrote to standard error.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Notifications, by method.</summary>
    public ConcurrentQueue<string> Notifications { get; } = new();

    /// <summary>How many answers have come.</summary>
    public int Answers;

    /// <summary>Starts one without a handshake.</summary>
    public static Gateway Start(OperateBundle bundle, params string[] options) => new(bundle, options, []);

    /// <summary>Starts one by a command around it.</summary>
    public static Gateway StartWithin(string[] around, OperateBundle bundle) => new(bundle, [], around);

    /// <summary>Starts one and shakes hands as a client that shows no forms.</summary>
    public static async Task<Gateway> ConnectAsync(OperateBundle bundle, params string[] options)
    {
        Gateway gateway = Start(bundle, options);
        await gateway.ShakeHandsAsync();
        return gateway;
    }

    /// <summary>Shakes hands as a client that shows no forms.</summary>
    public async Task ShakeHandsAsync()
    {
        JsonElement? hello = await RequestAsync("initialize", """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}""");
        Assert.True(hello is not null, Errors);
        await SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
    }

    /// <summary>Calls a tool. Null when the gateway ended before it answered.</summary>
    public async Task<Answer?> CallAsync(string tool, int n, string? key = null)
    {
        var arguments = new JsonObject { ["n"] = n };
        if (key is not null)
        {
            arguments["key"] = key;
        }

        JsonElement? message = await RequestAsync("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments }.ToJsonString());
        return message is { } answer ? new Answer(answer) : null;
    }

    /// <summary>The names of the tools that are listed now.</summary>
    public async Task<string[]> ToolsAsync() =>
        [.. (await RequestAsync("tools/list", "{}"))!.Value.GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!)];

    /// <summary>Sends a request; null when the gateway ended before it answered.</summary>
    public async Task<JsonElement?> RequestAsync(string method, string parameters)
    {
        int id = Interlocked.Increment(ref _id);
        var answer = new TaskCompletionSource<JsonElement?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        await SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        if (_reading.IsCompleted)
        {
            answer.TrySetResult(null);
        }

        return await answer.Task.WaitAsync(PolicyOsProcess.Patience);
    }

    /// <summary>SIGKILL; ends when the process is gone and all that it had written is read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndedAsync();
    }

    /// <summary>Closes its input and waits for its end.</summary>
    public async Task<int> EndAsync()
    {
        _process.StandardInput.Close();
        return await EndedAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(PolicyOsProcess.Patience);
        await _reading.WaitAsync(PolicyOsProcess.Patience);
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await EndAsync();
        }

        _process.Dispose();
    }

    private async Task SendAsync(string line)
    {
        try
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
            Task written;
            lock (_process)
            {
                written = _process.StandardInput.BaseStream.WriteAsync(bytes).AsTask();
                _process.StandardInput.BaseStream.Flush();
            }

            await written;
        }
        catch (IOException)
        {
            // It was killed; the request has no answer.
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonElement message;
            try
            {
                message = JsonElement.Parse(line);
            }
            catch (JsonException)
            {
                // Half a line: it was killed while writing.
                continue;
            }

            if (message.TryGetProperty("method", out JsonElement method))
            {
                Notifications.Enqueue(method.GetString()!);
            }
            else if (_waiting.TryRemove(message.GetProperty("id").GetInt32(), out TaskCompletionSource<JsonElement?>? waiting))
            {
                Interlocked.Increment(ref Answers);
                waiting.SetResult(message);
            }
        }

        foreach (TaskCompletionSource<JsonElement?> waiting in _waiting.Values)
        {
            waiting.TrySetResult(null);
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Enqueue(line);
            int at = line.LastIndexOf("session ", StringComparison.Ordinal);
            if (at >= 0 && line[(at + 8)..] is { Length: 32 } id)
            {
                _session.TrySetResult(id);
            }
        }

        _session.TrySetResult(null);
    }
}
