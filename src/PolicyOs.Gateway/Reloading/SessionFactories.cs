using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Reloading;

/// <summary>
/// The factory that new sessions come from, replaced whole when the bundle changes. Sessions that are live keep theirs, and with it the
/// bundle they were opened with, unless they are to move (spec 3.12).
/// </summary>
internal sealed class SessionFactories : IAsyncDisposable
{
    private readonly SessionFactory _first;
    private readonly GatewayOptions _options;
    private readonly IJournalStore _journal;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionHost, SessionFactory> _live = [];
    private readonly List<SessionFactory> _all;
    private SessionFactory _current;

    /// <summary>Begins with the bundle that the gateway was started with; whoever made the first factory disposes it.</summary>
    public SessionFactories(SessionFactory first, GatewayOptions options, IJournalStore journal, ILogger log) =>
        (_first, _current, _options, _journal, _log, _all) = (first, first, options, journal, log, []);

    /// <summary>Makes a session of the bundle that is served now.</summary>
    public SessionHost Create(SessionAddress address)
    {
        lock (_gate)
        {
            SessionHost host = _current.Create(address);
            if (_options.Migrate)
            {
                _live[host] = _current;
                _ = host.Closed.ContinueWith(_ => Forget(host), TaskScheduler.Default);
            }

            return host;
        }
    }

    /// <summary>Serves what is offered, one after the other, until there are no more offers.</summary>
    public async Task FollowAsync(ChannelReader<BundleOffer> offers, CancellationToken stop)
    {
        try
        {
            await foreach (BundleOffer offer in offers.ReadAllAsync(stop))
            {
                bool isServed = await TryTakeAsync(offer, stop);
                if (Telemetry.IsOn)
                {
                    Metrics.Reloaded(isServed);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway ends.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (SessionFactory factory in _all)
        {
            await factory.DisposeAsync();
        }
    }

    private async Task<bool> TryTakeAsync(BundleOffer offer, CancellationToken stop)
    {
        try
        {
            if (offer is BundleOffer.Changed { Bundle: var bundle, Mode: var mode } && WhyNot(bundle) is null)
            {
                await ServeAsync(_options with { Bundle = bundle, Mode = mode }, stop);
                return true;
            }

            string why = offer is BundleOffer.Changed changed ? WhyNot(changed.Bundle)! : ((BundleOffer.Refused)offer).Why;
            GatewayLog.KeptBundle(_log, why);
            await _current.Records.BundleRejectedAsync(why);
        }
        catch (JournalException e)
        {
            GatewayLog.KeptBundle(_log, e.Message);
        }

        return false;
    }

    private async Task ServeAsync(GatewayOptions options, CancellationToken stop)
    {
        SessionFactory next = await SessionFactory.CreateAsync(options, _journal, _log, stop, _current);
        KeyValuePair<SessionHost, SessionFactory>[] live;
        lock (_gate)
        {
            _all.Add(next);
            _current = next;
            live = [.. _live];
        }

        GatewayLog.Reloaded(_log, options.Bundle.Workflow, options.Bundle.Digest[..12], options.Migrate ? "move to it" : "keep theirs");
        await Task.WhenAll(live.Select(session => MoveAsync(session.Key, session.Value, next)));
        foreach (SessionFactory idle in _all.Where(factory => factory != next && factory.IsIdle).ToArray())
        {
            _all.Remove(idle);
            await idle.DisposeAsync();
        }

        if (_first.IsIdle)
        {
            _first.Leave();
        }
    }

    private async Task MoveAsync(SessionHost host, SessionFactory from, SessionFactory to)
    {
        if (host.Server is MovingServer moving && await moving.MoveAsync(before => to.TakeOverAsync(host, before, from)))
        {
            lock (_gate)
            {
                if (_live.ContainsKey(host))
                {
                    _live[host] = to;
                }
            }

            host.Tell("notifications/tools/list_changed", null);
        }
    }

    private void Forget(SessionHost host)
    {
        lock (_gate)
        {
            _live.Remove(host);
        }
    }

    // How clients come to their sessions was agreed with them when they connected.
    private string? WhyNot(CompiledBundle bundle) =>
        bundle.Agent != _options.Bundle.Agent ? "its agent is another one; start the gateway anew"
        : bundle.Session.SessionKey != _options.Bundle.Session.SessionKey || StatefulBundle.Is(bundle) != StatefulBundle.Is(_options.Bundle)
            ? "clients come to their sessions in another way with it (session_key, or whether calls depend on earlier ones); start the gateway anew"
        : _options.Purpose is { } purpose && !bundle.Session.Purposes.Contains(purpose) ? $"it does not know the purpose `{purpose}` that this gateway serves"
        : null;
}
