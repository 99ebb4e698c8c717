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
internal sealed class UpstreamServer(Server server, int number, OfferScope scope, UpstreamSettings settings, PinBook pins, ILogger log) : IAsyncDisposable
{
    private const int SpawnsPerMinute = 4;
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<long> _spawns = new();
    private readonly Lock _judging = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UpstreamConnection? _spawned;
    private Task _run = Task.CompletedTask;
    private Task _refresh = Task.CompletedTask;
    private int _refreshesAsked;

    /// <summary>The contract's server.</summary>
    public Server Server { get; } = server;

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
    public Func<UpstreamServer, RpcMessage.Request, IClientChannel?, ImmutableArray<Tool>, Task<ClientAnswer>>? Asked { get; set; }

    /// <summary>Called with what the server tells unasked.</summary>
    public Action<UpstreamServer, RpcMessage.Notification>? Announced { get; set; }

    /// <summary>Called when <see cref="Judged"/> was replaced, before a call can go to a connection that offers it.</summary>
    public Action? Offered { get; set; }

    /// <summary>Called when <see cref="Judged"/> or <see cref="Connection"/> changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>What it is asked to tell unasked.</summary>
    public ServerSubscriptions Subscriptions { get; } = new(settings.Time);

    /// <summary>Whether the server said that it has a capability (MCP specification, capabilities).</summary>
    public bool Offers(string capability) => Hello is { } hello && hello.Capabilities.TryGetProperty(capability, out _);

    /// <summary>Starts the process; the handshake follows with the client's own.</summary>
    /// <exception cref="UpstreamStartException">It cannot be started.</exception>
    public void Spawn() => _spawned = Start();

    /// <summary>Begins the handshake and keeps the server running until disposed.</summary>
    public void Begin(ClientHello client) => _run = Task.Run(() => RunAsync(client));

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
            connection.Asked = (request, channel, tools) => Asked is { } asked
                ? asked(this, request, channel, tools)
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
            UpstreamLog.Ready(log, Server.Name, Tools.Length, Hello!.ProtocolVersion);
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
        using var timeout = new CancellationTokenSource(Server.StartTimeout, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        Task<ImmutableSortedDictionary<string, string>> files = Task.Run(() => ProgramFiles.Digests(Server.Transport, settings), CancellationToken.None);
        (UpstreamHello? hello, Unavailability? unavailable) = await connection.GreetAsync(client, settings.Eras, settings.Time, either.Token);
        if (hello is null)
        {
            return unavailable;
        }

        (ServerOffer? offer, string? problem) = await ServerOffer.ReadAsync(connection, hello, await files, scope, either.Token);
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
            Judged = new(offer, pins.Judge(number, offer));
        }
    }

    private void Refresh(UpstreamConnection connection)
    {
        // Announcements that come while a list is read lead to one more reading, not to one each.
        if (Interlocked.Increment(ref _refreshesAsked) == 1)
        {
            _refresh = Task.Run(() => ReadListAsync(connection));
        }

        Changing?.Invoke();
    }

    private async Task ReadListAsync(UpstreamConnection connection)
    {
        int asked;
        do
        {
            asked = Volatile.Read(ref _refreshesAsked);
            using var timeout = new CancellationTokenSource(Server.StartTimeout, settings.Time);
            ServerOffer last = Judged!.Offer;
            (ServerOffer? offer, string? problem) = await ServerOffer.ReadAsync(connection, last.Hello, last.Files, scope, timeout.Token);
            if (offer is not null)
            {
                Judge(offer);
                connection.Learn(offer.Tools);
                Offered?.Invoke();
                Changed?.Invoke();
            }
            else
            {
                UpstreamLog.Refused(log, Server.Name, problem!);
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
        if (_spawns.Count >= SpawnsPerMinute)
        {
            TimeSpan untilAllowed = TimeSpan.FromMinutes(1) - settings.Time.GetElapsedTime(_spawns.Peek());
            delay = untilAllowed > delay ? untilAllowed : delay;
        }

        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        UpstreamLog.Restarting(log, Server.Name, delay);
        try
        {
            await Task.Delay(delay, settings.Time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private UpstreamConnection Start()
    {
        if (_spawns.Count >= SpawnsPerMinute)
        {
            _spawns.Dequeue();
        }

        _spawns.Enqueue(settings.Time.GetTimestamp());
        return UpstreamConnection.Start(Server, settings, log);
    }

    private void Fail(Unavailability problem)
    {
        Problem = problem;
        if (!_stop.IsCancellationRequested)
        {
            UpstreamLog.Unavailable(log, Server.Name, problem.Why);
            Changed?.Invoke();
        }
    }
}
