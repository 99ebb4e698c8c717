using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The sessions that are live in this process: opened by first use, bounded in number, closed when idle (spec 3.2, 3.3).</summary>
internal sealed class SessionRegistry : IAsyncDisposable
{
    private static readonly TimeSpan s_sweep = TimeSpan.FromMinutes(1);

    private readonly SessionBounds _bounds;
    private readonly Func<SessionAddress, SessionHost> _create;
    private readonly ILogger _log;
    private readonly ITimer _sweeper;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tenant, string Principal, SessionNaming Kind, string Name), SessionHost> _live = [];
    private readonly ConcurrentDictionary<Task, bool> _closing = [];

    /// <summary>An empty registry.</summary>
    /// <param name="bounds">How many.</param>
    /// <param name="create">Makes a session that is not open yet; quick, and starts nothing that would have to be undone.</param>
    /// <param name="time">For idle times.</param>
    /// <param name="log">For people.</param>
    public SessionRegistry(SessionBounds bounds, Func<SessionAddress, SessionHost> create, TimeProvider time, ILogger log)
    {
        (_bounds, _create, _log) = (bounds, create, log);
        _sweeper = time.CreateTimer(static registry => ((SessionRegistry)registry!).Sweep(), this, s_sweep, s_sweep);
    }

    /// <summary>Why sessions end that are live when this does.</summary>
    public string EndReason { get; init; } = "the gateway ended";

    /// <summary>How many are live.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _live.Count;
            }
        }
    }

    /// <summary>Finds a session, or opens it. Whoever gets one has entered it and leaves it.</summary>
    public async Task<Admission> EnterAsync(SessionAddress address, ClientHello client)
    {
        SessionHost? host;
        lock (_gate)
        {
            if (!_live.TryGetValue(address.Key, out host))
            {
                if (WhyFull(address.Principal) is { } why)
                {
                    SessionLog.Refused(_log, why);
                    return new(null, new(-32000, why) { HttpStatus = 503 });
                }

                _live[address.Key] = host = _create(address);
            }

            host.Enter();
        }

        ClientAnswer.Error? refused;
        try
        {
            refused = await host.OpenAsync(client);
        }
        catch
        {
            host.Leave();
            await CloseAsync(host, "it could not be opened");
            throw;
        }

        if (refused is null)
        {
            return new(host, null);
        }

        host.Leave();
        await CloseAsync(host, "it could not be opened");
        return new(null, refused);
    }

    /// <summary>Ends a session; a second time does nothing.</summary>
    public Task CloseAsync(SessionHost host, string reason) => EndAsync(host, reason, isOver: true);

    /// <summary>Ends all. What a host application has named may go on in the next gateway.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        SessionHost[] live;
        lock (_gate)
        {
            live = [.. _live.Values];
        }

        await Task.WhenAll([.. live.Select(host => EndAsync(host, EndReason, isOver: host.Address.Kind != SessionNaming.Handle)), .. _closing.Keys]);
    }

    private Task EndAsync(SessionHost host, string reason, bool isOver)
    {
        lock (_gate)
        {
            if (!_live.TryGetValue(host.Address.Key, out SessionHost? live) || live != host)
            {
                return host.Closed;
            }

            _live.Remove(host.Address.Key);
        }

        SessionLog.Closed(_log, host, reason);
        return host.CloseAsync(isOver ? reason : null);
    }

    private string? WhyFull(Principal principal)
    {
        if (_live.Count >= _bounds.Total)
        {
            return $"{_bounds.Total} sessions are live in this gateway already (--max-sessions); close one first";
        }

        int own = _live.Keys.Count(key => key.Tenant == principal.Tenant && key.Principal == principal.Id);
        return own >= _bounds.PerPrincipal ? $"this principal has {own} live sessions already; close one first" : null;
    }

    private void Sweep()
    {
        SessionHost[] idle;
        lock (_gate)
        {
            idle = [.. _live.Values.Where(host => host.Idle >= _bounds.Idle)];
        }

        foreach (SessionHost host in idle)
        {
            Task closing = CloseIdleAsync(host);
            _closing[closing] = true;
            _ = closing.ContinueWith(done => _closing.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task CloseIdleAsync(SessionHost host)
    {
        try
        {
            await CloseAsync(host, $"nothing has used it for {_bounds.Idle.TotalMinutes:0} minutes");
        }
        catch (Exception e)
        {
            SessionLog.CloseFailed(_log, e, host);
        }
    }
}
