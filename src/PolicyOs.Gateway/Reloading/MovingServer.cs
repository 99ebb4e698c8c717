using System.Collections.Immutable;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Reloading;

/// <summary>
/// A session that takes up another bundle while it is live (spec 3.12, <c>--migrate</c>): at a moment when nothing of it is under way. What comes
/// while it moves waits, and is served under the other bundle.
/// </summary>
/// <param name="first">What governs it under the bundle that it was opened with.</param>
/// <param name="served">The same, or what observes it.</param>
/// <param name="time">For how long it waits for such a moment.</param>
internal sealed class MovingServer(GovernedServer first, IGovernedServer served, TimeProvider time) : IGovernedServer
{
    /// <summary>A session that is never at rest is made to: what comes after this time waits for what is under way.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _moves = new(1, 1);
    private GovernedServer _governed = first;
    private IGovernedServer _served = served;
    private IClientChannel? _defaultChannel;
    private TaskCompletionSource _open = Done();
    private TaskCompletionSource _rest = Done();
    private int _underWay;
    private bool _isGone;

    /// <inheritdoc/>
    public IClientChannel? DefaultChannel
    {
        get => _defaultChannel;
        set => _defaultChannel = _governed.DefaultChannel = value;
    }

    /// <inheritdoc/>
    public Task<ClientAnswer> HelloAsync(ClientHello client) => ServeAsync(server => server.HelloAsync(client), CancellationToken.None);

    /// <inheritdoc/>
    public Task<ClientAnswer> ListToolsAsync() => ServeAsync(static server => server.ListToolsAsync(), CancellationToken.None);

    /// <inheritdoc/>
    public Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation) => ServeAsync(server => server.CallAsync(call, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<ClientAnswer> RequestAsync(ClientRequest request, CancellationToken cancellation) =>
        ServeAsync(server => server.RequestAsync(request, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<IResourceWatch> WatchAsync(ImmutableArray<string> uris, IClientChannel channel, CancellationToken cancellation) =>
        ServeAsync(server => server.WatchAsync(uris, channel, cancellation), cancellation);

    /// <inheritdoc/>
    public void OnRootsChanged() => _served.OnRootsChanged();

    /// <inheritdoc/>
    public IReadOnlyList<HeaderParameter> HeaderParameters(string tool) => _served.HeaderParameters(tool);

    /// <inheritdoc/>
    public Task<ClientAnswer.Error?> WhyNotForAsync(string? purpose) => ServeAsync(server => server.WhyNotForAsync(purpose), CancellationToken.None);

    /// <inheritdoc/>
    public async Task DenyAsync(string method, string reason) => await ServeAsync(
        async server =>
        {
            await server.DenyAsync(method, reason);
            return true;
        },
        CancellationToken.None);

    /// <inheritdoc/>
    public async Task CloseAsync(string reason) => await ServeAsync(
        async server =>
        {
            await server.CloseAsync(reason);
            return true;
        },
        CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _moves.WaitAsync();
        _isGone = true;
        _moves.Release();
        await _served.DisposeAsync();
    }

    /// <summary>Moves it.</summary>
    /// <param name="move">Makes what serves it from then on, of what served it until then; null when it stays.</param>
    /// <returns>Whether it has moved.</returns>
    public async Task<bool> MoveAsync(Func<GovernedServer, Task<(GovernedServer Governed, IGovernedServer Served)?>> move)
    {
        await _moves.WaitAsync();
        try
        {
            if (_isGone)
            {
                return false;
            }

            await RestAsync();
            if (await move(_governed) is not ({ } governed, { } next))
            {
                return false;
            }

            IGovernedServer left = _served;
            (_governed, _served) = (governed, next);
            _governed.DefaultChannel = _defaultChannel;
            await left.DisposeAsync();
            return true;
        }
        finally
        {
            _moves.Release();
            _open.TrySetResult();
        }
    }

    // Ends when nothing is under way, and nothing can begin.
    private async Task RestAsync()
    {
        long start = time.GetTimestamp();
        while (!TryShut(onlyAtRest: time.GetElapsedTime(start) < s_patience))
        {
            try
            {
                await _rest.Task.WaitAsync(s_patience, time);
            }
            catch (TimeoutException)
            {
                // Enough of patience.
            }
        }

        await _rest.Task;
    }

    private bool TryShut(bool onlyAtRest)
    {
        lock (_gate)
        {
            if (onlyAtRest && _underWay > 0)
            {
                return false;
            }

            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    private async Task<T> ServeAsync<T>(Func<IGovernedServer, Task<T>> serve, CancellationToken cancellation)
    {
        IGovernedServer server = await EnterAsync(cancellation);
        try
        {
            return await serve(server);
        }
        finally
        {
            Leave();
        }
    }

    private async Task<IGovernedServer> EnterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task open;
            lock (_gate)
            {
                if (_open.Task.IsCompleted)
                {
                    _rest = _underWay++ == 0 ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _rest;
                    return _served;
                }

                open = _open.Task;
            }

            await open.WaitAsync(cancellation);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_underWay == 0)
            {
                _rest.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
