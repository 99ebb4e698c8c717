using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Mcp.Live;

/// <summary>A gateway in a process of its own, over its standard streams.</summary>
internal sealed class ProcessSurface : ISurface
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly LineClient _client;

    /// <summary>Starts the process; nothing is said yet.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <exception cref="SurfaceException">It cannot be started.</exception>
    public ProcessSurface(SelfCommand program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        try
        {
            _client = LineClient.Start(program, arguments, environment);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SurfaceException($"`{program.Program}` cannot be started: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public Func<JsonElement, Task<JsonObject>>? Person
    {
        set => _client.Asked = async request =>
            value is not null && request.GetProperty("method"u8).ValueEquals("elicitation/create"u8) ? await value(request.GetProperty("params"u8)) : null;
    }

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken stop)
    {
        JsonElement hello = await RequestAsync("initialize", Hello.Parameters, stop);
        if (hello.TryGetProperty("error"u8, out JsonElement error))
        {
            throw new SurfaceException(error.GetProperty("message"u8).GetString()!);
        }

        _client.Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    /// <inheritdoc/>
    public async Task<JsonElement> RequestAsync(string method, JsonObject parameters, CancellationToken stop)
    {
        try
        {
            return await _client.RequestAsync(method, parameters).WaitAsync(s_patience, stop);
        }
        catch (IOException e)
        {
            throw new SurfaceException(e.Message);
        }
        catch (TimeoutException)
        {
            throw new SurfaceException($"{method} was not answered within {s_patience.TotalSeconds} s");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _client.EndAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It is killed below.
        }

        await _client.DisposeAsync();
    }
}
