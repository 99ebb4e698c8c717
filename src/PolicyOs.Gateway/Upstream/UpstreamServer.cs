// A little above 300 lines: the life of one server, from its start to its next one, is read in one place.
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>
/// A server of the contract over the life of a client session: its connection, its restarts, the tools it last offered (spec 3.1).
/// </summary>
internal sealed class UpstreamServer : IAsyncDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);

    private readonly UpstreamSettings _settings;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SpawnBudget _spawns;
    private readonly Lock _judging = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UpstreamConnection? _spawned;
    private Task _run = Task.CompletedTask;
    private Task _refresh = Task.CompletedTask;
    private int _refreshesAsked;
    private bool _isBegun;
    private int _number;
    private OfferScope _scope;
    private PinBook _pins;

    /// <summary>A server that has not been started.</summary>
    /// <param name="server">The contract's.</param>
    /// <param name="number">Its number in the contract.</param>
    /// <param name="scope">What is read of it beside its tools.</param>
    /// <param name="settings">What all servers have in common.</param>
    /// <param name="pins">What its definitions are held against.</param>
    /// <param name="log">For people.</param>
    public UpstreamServer(Server server, int number, OfferScope scope, UpstreamSettings settings, PinBook pins, ILogger log)
    {
        (Server, _number, _scope, _settings, _pins, _log) = (server, number, scope, settings, pins, log);
        _spawns = new SpawnBudget(settings.Time);
        Subscriptions = new(settings.Time);
    }

    /// <summary>The contract's server.</summary>
    public Server Server { get; private set; }

    /// <summary>The connection that calls go to; null while there is none.</summary>
    public UpstreamConnection? Connection { get; private set; }

    /// <summary>Why there is no connection, for people.</summary>
    public Unavailability Problem { get; private set; } = new("it has not been started yet");

    /// <summary>What the server last offered, and what of it differs from its pins; null until the first handshake, kept while it restarts.</summary>
    public JudgedOffer? Judged { get; private set; }

    /// <summary>What the server said of itself; null until the first handshake.</summary>
    public UpstreamHello? Hello => Judged?.Offer.Hello;

    /// <summary>The tools that it last offered, as sent.</summary>
    public ImmutableArray<JsonElement> Tools => Judged?.Offer.Tools ?? [];

    /// <summary>Ends when the first start has come to an end, good or bad.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Called when <see cref="Tools"/> are to be read again, before they are: the client may be told.</summary>
    public Action? Changing { get; set; }

    /// <summary>Asked what to answer when the server asks something of the client; with the tools whose calls it can mean.</summary>
    public Func<UpstreamServer, RpcMessage.Request, IClientChannel?, ImmutableArray<Tool>, CancellationToken, Task<ClientAnswer>>? Asked { get; set; }

    /// <summary>Called with what the server tells unasked.</summary>
    public Action<UpstreamServer, RpcMessage.Notification>? Announced { get; set; }

    /// <summary>Called when <see cref="Judged"/> was replaced, before a call can go to a connection that offers it.</summary>
    public Action? Offered { get; set; }

    /// <summary>Called when <see cref="Judged"/> or <see cref="Connection"/> changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>What it is asked to tell unasked.</summary>
    public ServerSubscriptions Subscriptions { get; }

    /// <summary>Whether the server said that it has a capability (MCP specification, capabilities).</summary>
    public bool Offers(string capability) => Hello is { } hello && hello.Capabilities.TryGetProperty(capability, out _);

    /// <summary>Starts the process; the handshake follows with the client's own.</summary>
    /// <exception cref="UpstreamStartException">It cannot be started.</exception>
    public void Spawn() => _spawned = Start();

    /// <summary>Begins the handshake and keeps the server running until disposed; one that runs already is judged by what it offers.</summary>
    public void Begin(ClientHello client)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _run = Task.Run(() => RunAsync(client));
            return;
        }

        if (Judged is { } known)
        {
            Judge(known.Offer);
            Offered?.Invoke();
        }

        // Another contract may name lists that were not read before.
        if (Connection is { } connection)
        {
            Refresh(connection);
        }
    }

    /// <summary>It is the server of another bundle from now on, under the same terms.</summary>
    public void Become(Server server, int number, OfferScope scope, PinBook pins) => (Server, _number, _scope, _pins) = (server, number, scope, pins);

    /// <summary>Takes a list that was read for a client in place of the one known.</summary>
    public OfferVerdict Relist(PinnedKind kind, ImmutableArray<JsonElement> entries)
    {
        OfferVerdict verdict;
        lock (_judging)
        {
            Judge(Judged!.Offer.With(kind, entries));
            verdict = Judged.Verdict;
        }

        // A server may change a list and not say so.
        if (verdict.Differing.Count > 0)
        {
            Offered?.Invoke();
        }

        return verdict;
    }

    /// <summary>Ends when no list that the server announced as changed is still being read.</summary>
    public Task RefreshedAsync() => _refresh;

    /// <summary>The same, or when that takes longer than calls of other servers can wait for it.</summary>
    public Task SoonRefreshed { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        if (_spawned is { } spawned)
        {
            await spawned.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(ClientHello client)
    {
        TimeSpan delay = s_firstDelay;
        while (!_stop.IsCancellationRequested)
        {
            if (await ServeAsync(client))
            {
                delay = s_firstDelay;
            }

            _firstAttempt.TrySetResult();
            if (!await WaitToRestartAsync(delay))
            {
                return;
            }

            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, TimeSpan.FromMinutes(1).Ticks));
        }
    }

    // From process to end of connection; true when it was ready in between.
    private async Task<bool> ServeAsync(ClientHello client)
    {
        try
        {
            await using UpstreamConnection connection = Interlocked.Exchange(ref _spawned, null) ?? Start();
            connection.Asked = (request, channel, tools, over) => Asked is { } asked
                ? asked(this, request, channel, tools, over)
                : Task.FromResult<ClientAnswer>(new ClientAnswer.Error(RpcError.MethodNotFound, $"method `{request.Method}` is not offered to servers"));
            connection.Announced = notification => Announced?.Invoke(this, notification);
            if (await ReadyAsync(connection, client) is { } problem)
            {
                Fail(problem);
                return false;
            }

            connection.ListsChanged = () => Refresh(connection);
            Offered?.Invoke();
            Connection = connection;
            Count(1);
            UpstreamLog.Ready(_log, Server.Name, Tools.Length, Hello!.ProtocolVersion);
            Changed?.Invoke();
            Subscriptions.Begin(connection, Hello!);
            _firstAttempt.TrySetResult();
            string reason;
            try
            {
                reason = await connection.Closed.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                reason = "the gateway is stopping";
            }

            Connection = null;
            Count(-1);
            Subscriptions.End();
            Fail(new(reason));
            return true;
        }
        catch (UpstreamStartException e)
        {
            Fail(new(e.Message));
            return false;
        }
    }

    private async Task<Unavailability?> ReadyAsync(UpstreamConnection connection, ClientHello client)
    {
        using var timeout = new CancellationTokenSource(Server.StartTimeout, _settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        Task<ImmutableSortedDictionary<string, string>> files = Task.Run(() => ProgramFiles.Digests(Server.Transport, _settings), CancellationToken.None);
        (UpstreamHello? hello, Unavailability? unavailable) = await connection.GreetAsync(client, _settings.Eras, _settings.Time, either.Token);
        if (hello is null)
        {
            return unavailable;
        }

        (ServerOffer? offer, string? problem) = await ServerOffer.ReadAsync(connection, hello, await files, _scope, either.Token);
        if (offer is null)
        {
            return new(problem!);
        }

        Judge(offer);
        connection.Learn(offer.Tools);
        return null;
    }

    private void Judge(ServerOffer offer)
    {
        lock (_judging)
        {
            Judged = new(offer, _pins.Judge(_number, offer));
        }
    }

    private void Refresh(UpstreamConnection connection)
    {
        // Announcements that come while a list is read lead to one more reading, not to one each.
        if (Interlocked.Increment(ref _refreshesAsked) == 1)
        {
            _refresh = Task.Run(() => ReadListAsync(connection));
            SoonRefreshed = Task.WhenAny(_refresh, Task.Delay(s_soon, _settings.Time));
        }

        Changing?.Invoke();
    }

    private async Task ReadListAsync(UpstreamConnection connection)
    {
        int asked;
        do
        {
            asked = Volatile.Read(ref _refreshesAsked);
            using var timeout = new CancellationTokenSource(Server.StartTimeout, _settings.Time);
            ServerOffer last = Judged!.Offer;
            UpstreamHello hello = await Handshake.AgainAsync(connection, last.Hello, timeout.Token);
            (ServerOffer? offer, string? problem) = await ServerOffer.ReadAsync(connection, hello, last.Files, _scope, timeout.Token);
            if (offer is not null)
            {
                Judge(offer);
                connection.Learn(offer.Tools);
                Offered?.Invoke();
                Changed?.Invoke();
            }
            else
            {
                UpstreamLog.Refused(_log, Server.Name, problem!);
            }
        }
        while (Interlocked.CompareExchange(ref _refreshesAsked, 0, asked) != asked);
    }

    private void Count(int connections)
    {
        if (Telemetry.IsOn)
        {
            Metrics.Upstreams(Server.Name, connections);
        }
    }

    private async Task<bool> WaitToRestartAsync(TimeSpan delay)
    {
        delay = _spawns.AtLeast(delay);
        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        UpstreamLog.Restarting(_log, Server.Name, delay);
        try
        {
            await Task.Delay(delay, _settings.Time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private UpstreamConnection Start()
    {
        _spawns.Spend();
        return UpstreamConnection.Start(Server, _settings, _log);
    }

    private void Fail(Unavailability problem)
    {
        Problem = problem;
        if (!_stop.IsCancellationRequested)
        {
            UpstreamLog.Unavailable(_log, Server.Name, problem.Why);
            Changed?.Invoke();
        }
    }
}
