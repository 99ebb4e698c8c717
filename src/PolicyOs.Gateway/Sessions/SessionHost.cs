using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Sessions;

/// <summary>A session that is live in this process, whichever connections use it.</summary>
internal sealed class SessionHost(SessionAddress address, IGovernedServer server, TimeProvider time)
{
    /// <summary>How long what is under way may take to settle before the session ends (spec 3.1).</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(6);

    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ImmutableArray<Action<string, Action<Utf8JsonWriter>?>> _listeners = [];
    private Task<ClientAnswer>? _opening;
    private int _uses;
    private bool _isHeld;
    private volatile bool _isClosing;
    private long _lastUse = time.GetTimestamp();

    /// <summary>How it is found.</summary>
    public SessionAddress Address => address;

    /// <summary>What serves it.</summary>
    public IGovernedServer Server => server;

    /// <summary>Ends when the session has.</summary>
    public Task Closed => _closed.Task;

    /// <summary>How long nothing has used it; zero while something does.</summary>
    public TimeSpan Idle => _isHeld || Volatile.Read(ref _uses) > 0 ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref _lastUse));

    /// <summary>Opens it for the first client that comes; later ones find it open.</summary>
    /// <returns>Null when it is open; else why it is not.</returns>
    public async Task<ClientAnswer.Error?> OpenAsync(ClientHello client)
    {
        Task<ClientAnswer> opening;
        lock (_gate)
        {
            opening = _opening ??= server.HelloAsync(client);
        }

        return await opening as ClientAnswer.Error;
    }

    /// <summary>It is not idle from now on, whatever uses it.</summary>
    public void Hold() => _isHeld = true;

    /// <summary>Something begins to use it.</summary>
    public void Enter() => Interlocked.Increment(ref _uses);

    /// <summary>It no longer does.</summary>
    public void Leave()
    {
        Volatile.Write(ref _lastUse, time.GetTimestamp());
        if (Interlocked.Decrement(ref _uses) == 0 && _isClosing)
        {
            _unused.TrySetResult();
        }
    }

    /// <summary>Hands on what the session tells unasked: method and members of its params.</summary>
    public IDisposable Listen(Action<string, Action<Utf8JsonWriter>?> heard)
    {
        ImmutableInterlocked.Update(ref _listeners, (all, added) => all.Add(added), heard);
        return new Ear(this, heard);
    }

    /// <summary>Tells everyone who listens, before it returns.</summary>
    public void Tell(string method, Action<Utf8JsonWriter>? parameters)
    {
        foreach (Action<string, Action<Utf8JsonWriter>?> heard in _listeners)
        {
            heard(method, parameters);
        }
    }

    /// <summary>Ends it, when what is under way has settled or has had its time.</summary>
    /// <param name="reason">For the journal; null leaves it open there, to be taken up again under its name.</param>
    public async Task CloseAsync(string? reason)
    {
        // Whoever leaves sees that it closes, or this sees that they left.
        _isClosing = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _uses) == 0)
        {
            _unused.TrySetResult();
        }

        try
        {
            await _unused.Task.WaitAsync(s_settle, time);
        }
        catch (TimeoutException)
        {
            // What is left without an outcome is read back as in doubt.
        }

        try
        {
            if (_opening is not null && reason is not null)
            {
                await server.CloseAsync(reason);
            }
        }
        finally
        {
            await server.DisposeAsync();
            _closed.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => address.ToString();

    private sealed class Ear(SessionHost host, Action<string, Action<Utf8JsonWriter>?> heard) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref host._listeners, (all, gone) => all.Remove(gone), heard);
    }
}
