using System.Collections.Concurrent;
using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>The requests of one client that have not been answered yet, by id.</summary>
internal sealed class RunningRequests
{
    private readonly ConcurrentDictionary<string, RunningRequest> _running = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _running.Count;

    /// <summary>Adds one; null when another of that id is still under way.</summary>
    public RunningRequest? TryBegin(RpcId id)
    {
        var running = new RunningRequest();
        return _running.TryAdd(id.Raw, running) ? running : null;
    }

    /// <summary>Takes one out, before it is answered: its id may be used again then.</summary>
    public void End(RpcId id, RunningRequest running)
    {
        _running.TryRemove(id.Raw, out _);
        running.Dispose();
    }

    /// <summary>Takes the request back that a notifications/cancelled names; one that names none is ignored (MCP specification, cancellation).</summary>
    public void Cancel(JsonElement? parameters)
    {
        if (parameters is { } p && p.TryGetProperty("requestId"u8, out JsonElement id) && _running.TryGetValue(id.GetRawText(), out RunningRequest? running))
        {
            running.Cancel();
        }
    }

    /// <summary>Takes all back.</summary>
    public void CancelAll()
    {
        foreach (RunningRequest running in _running.Values)
        {
            running.Cancel();
        }
    }

    /// <summary>Ends when none is under way any more.</summary>
    public Task IdleAsync() => Task.WhenAll(_running.Values.Select(request => request.Ended));
}
