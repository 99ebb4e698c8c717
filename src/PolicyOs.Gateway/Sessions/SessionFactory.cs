using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Gateway.Reloading;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Upstream.Http;
using PolicyOs.Journal;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Makes sessions with their servers, over one journal and the ledgers that sessions of a tenant share.</summary>
internal sealed class SessionFactory : IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly IJournalStore _journal;
    private readonly ILogger _log;
    private readonly TenantLedger _tenant;
    private readonly TenantLedger _everyone;
    private readonly OwnAppends _ownOfTenant;
    private readonly OwnAppends _ownOfEveryone;
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StateSealer _sealer;
    private readonly SessionRecords _records;
    private readonly ConcurrentDictionary<string, GatewaySession> _followed = new(StringComparer.Ordinal);
    private readonly OperatorBelief _belief;
    private readonly EraMemory _eras;
    private readonly HttpDials _dials = new();
    private readonly IDisposable _watch;
    private PinBook _pins = null!; // set before anybody gets the factory
    private GatewaySession? _first;
    private UpstreamSet? _ahead;
    private int _opened;
    private bool _hasOneClient;

    private SessionFactory(GatewayOptions options, IJournalStore journal, ILogger log, SessionFactory? before)
    {
        (_options, _journal, _log) = (options, journal, log);
        _sealer = StateSealer.Rotating(period => journal.Keys.Derive($"policyos/requestState/1/{period}"), options.Time);
        _records = new SessionRecords(journal, options);
        _eras = new EraMemory(options.EraCache, options.Bundle);
        _belief = new OperatorBelief(journal, StreamNames.Bundle(options.Bundle.Name));
        (_ownOfTenant, _ownOfEveryone) = before is null ? (new(), new()) : (before._ownOfTenant, before._ownOfEveryone);
        _tenant = new TenantLedger(StreamNames.Tenant(options.Principal.Tenant), options.Bundle, journal, _belief, _ownOfTenant);
        _everyone = new TenantLedger(StreamNames.Everyone, options.Bundle, journal, _belief, _ownOfEveryone);
        _watch = journal.WatchOthers(Follow);
    }

    /// <summary>Ends, with the reason, when the first session cannot be served: no server starts, or the one client may have no session.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>What is kept beside the sessions' events.</summary>
    public SessionRecords Records => _records;

    /// <summary>Whether none of its sessions is live.</summary>
    public bool IsIdle => _followed.IsEmpty;

    /// <summary>Reads what the journal has of the tenant.</summary>
    /// <param name="options">What the operator decided.</param>
    /// <param name="journal">Where everything is written.</param>
    /// <param name="log">For people.</param>
    /// <param name="stop">Stops reading.</param>
    /// <param name="before">Makes sessions of this process under another bundle; null when there is none.</param>
    public static async Task<SessionFactory> CreateAsync(GatewayOptions options, IJournalStore journal, ILogger log, CancellationToken stop, SessionFactory? before = null)
    {
        var factory = new SessionFactory(options, journal, log, before);
        await factory._tenant.CatchUpAsync(stop);
        await factory._everyone.CatchUpAsync(stop);
        if (before is null)
        {
            await factory.SettleLeftoversAsync();
        }

        factory._tenant.Serve(before?._tenant);
        factory._everyone.Serve(before?._everyone);
        await factory._records.BundleLoadedAsync();
        factory._pins = await PinBook.OpenAsync(options.Bundle, journal, factory._records, log);
        return factory;
    }

    /// <summary>Makes the session of the one connection before there is a client, and takes it up again where that is asked for.</summary>
    /// <returns>Null, or why it cannot be taken up.</returns>
    public async Task<string?> PrepareAsync()
    {
        _hasOneClient = true;
        _first = NewSession(_options.ResumeSession ?? NewId(), _options);
        if (_options.ResumeSession is not null && await _first.ResumeAsync() is { } problem)
        {
            return problem;
        }

        GatewayLog.Session(_log, _first.Id);
        return null;
    }

    /// <summary>Starts the servers of the first session before there is a client: they are there when it comes.</summary>
    /// <exception cref="UpstreamStartException">A command is not there, or could not be started.</exception>
    public void SpawnAhead()
    {
        UpstreamSet upstreams = NewUpstreams();
        try
        {
            upstreams.Spawn();
        }
        finally
        {
            _ahead = upstreams;
        }
    }

    /// <summary>Makes a session that is not open yet.</summary>
    public SessionHost Create(SessionAddress address)
    {
        GatewayOptions options = _options with { Principal = address.Principal };
        GatewaySession session = (address.Kind == SessionNaming.Connection ? Interlocked.Exchange(ref _first, null) : null)
            ?? NewSession(address.Kind == SessionNaming.Handle ? address.Name : NewId(), options);
        UpstreamSet upstreams = Interlocked.Exchange(ref _ahead, null) ?? NewUpstreams();
        var server = new GovernedServer(session, upstreams, _sealer, _records, options, _log);
        IGovernedServer served = Observed(server);
        if (Interlocked.Exchange(ref _opened, 1) == 0)
        {
            _ = server.Failed.ContinueWith(failed => _failed.TrySetResult(failed.Result), TaskScheduler.Default);
            if (_hasOneClient)
            {
                _ = server.Refused.ContinueWith(refused => _failed.TrySetResult(refused.Result), TaskScheduler.Default);
            }
        }

        var host = new SessionHost(address, _options.Migrate ? new MovingServer(server, served, _options.Time) : served, _options.Time);
        Attach(server, host);
        return host;
    }

    /// <summary>Takes over a session that is live under another bundle; nothing of it is under way.</summary>
    /// <param name="host">The session as clients come to it.</param>
    /// <param name="before">What serves it.</param>
    /// <param name="from">What made that.</param>
    /// <returns>What serves it from now on; null when it ends where it is.</returns>
    public async Task<(GovernedServer Governed, IGovernedServer Served)?> TakeOverAsync(SessionHost host, GovernedServer before, SessionFactory from)
    {
        if (before.Client is not { } client || before.Session.State.Liveness != Liveness.Live)
        {
            return null;
        }

        await before.LeaveAsync();
        from._followed.TryRemove(before.Session.Stream, out _);
        GatewayOptions options = _options with { Principal = host.Address.Principal };
        GatewaySession session = NewSession(before.Session.Id, options);
        if (await TryResumeAsync(session) is { } problem)
        {
            GatewayLog.NotMoved(_log, session.Id, problem);
            _followed.TryRemove(session.Stream, out _);
            from._followed[session.Stream] = before.Session;
            before.Session.Return();
            return null;
        }

        var server = new GovernedServer(session, NewUpstreams(before.Upstreams), _sealer, _records, options, _log);
        Attach(server, host);
        await server.GoOnAsync(client);
        GatewayLog.Moved(_log, session.Id, options.Bundle.Digest[..12]);
        return (server, Observed(server));
    }

    /// <summary>It makes no more sessions, and none of its is live: what is appended from now on is nothing to it.</summary>
    public void Leave()
    {
        _tenant.Leave();
        _everyone.Leave();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        Leave();
        _belief.Dispose();
        _sealer.Dispose();
        if (_ahead is not null)
        {
            await _ahead.DisposeAsync();
        }

        await _pins.WrittenAsync();
    }

    private static async Task<string?> TryResumeAsync(GatewaySession session)
    {
        try
        {
            return await session.ResumeAsync();
        }
        catch (JournalException e)
        {
            return e.Message;
        }
    }

    // An earlier process died with these under way. Their sessions may never be taken up again, and their keys are everybody's: a repeat has to
    // be told that it is in doubt, and an operator must be able to resolve it (spec 2.4, 2.9).
    private async Task SettleLeftoversAsync()
    {
        Principal us = _options.Principal;
        foreach ((string principal, string id) in _tenant.State.SessionsWithKeysInFlight.ToList())
        {
            var theirs = new Principal(principal, us.Type, us.Roles, us.Permissions, us.Tenant, us.Attributes);
            try
            {
                var left = new GatewaySession(id, _options with { Principal = theirs }, _journal, _tenant, _everyone, _belief);
                await left.CatchUpAsync();
                await left.SettleLeftoversAsync();
            }
            catch (JournalException e)
            {
                SessionLog.NotSettled(_log, id, e.Message);
            }
        }
    }

    private void Attach(GovernedServer server, SessionHost host)
    {
        server.ToolsChanged = () => host.Tell("notifications/tools/list_changed", null);
        server.Announce = host.Tell;
        string stream = server.Session.Stream;
        _ = host.Closed.ContinueWith(_ => _followed.TryRemove(stream, out GatewaySession? _), TaskScheduler.Default);
    }

    private IGovernedServer Observed(GovernedServer server) => Telemetry.IsOn ? new ObservedServer(server, server.Session, _options.Time) : server;

    private GatewaySession NewSession(string id, GatewayOptions options)
    {
        var session = new GatewaySession(id, options, Telemetry.IsOn ? new ObservedJournal(_journal, options.Time) : _journal, _tenant, _everyone, _belief);
        _followed[session.Stream] = session;
        return session;
    }

    private string NewId() => _options.NewId(_options.Time.GetUtcNow()).ToString("N");

    private void Follow(string stream)
    {
        if (_followed.TryGetValue(stream, out GatewaySession? session))
        {
            ForeignAppends.Follow(stream, session, _log);
        }
        else if (stream == _tenant.Stream)
        {
            _tenant.ReadOn();
        }
        else if (stream == _everyone.Stream)
        {
            _everyone.ReadOn();
        }
    }

    private UpstreamSet NewUpstreams(UpstreamSet? before = null) => new(
        _options.Bundle,
        new(_options.Self, _options.Environment, StrictOptions.Message with { MaxBytes = _options.MaxMessage }, _options.Time, _eras) { Dials = _dials },
        _pins,
        _log,
        before);
}
