using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Client.Modern;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>
/// A request of a client of 2026-07-28 while it is carried out: what its server asks meanwhile ends the client's request and waits for the next
/// (spec 3.1).
/// </summary>
internal sealed class ParkedCall : IDisposable
{
    private readonly RunningRequest _running = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<Answers>? _pending;

    /// <summary>A request that is about to be carried out.</summary>
    public ParkedCall(ModernChannel channel)
    {
        (Channel, Cancellation) = (channel, _running.Cancellation);
        channel.Asking = AskAsync;
    }

    /// <summary>The client, as whichever of its requests is open now.</summary>
    public ModernChannel Channel { get; }

    /// <summary>Cancelled when the client takes the request back, or does not come back.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Ends with the request.</summary>
    public Task<ClientAnswer> Answer { get; private set; } = null!;

    /// <summary>Ends when something is asked.</summary>
    public Task Asked
    {
        get
        {
            lock (_gate)
            {
                return _asked.Task;
            }
        }
    }

    /// <summary>What is asked now; null when nothing is.</summary>
    public Questions? Open { get; private set; }

    /// <summary>Ends the wait for a client that does not come back.</summary>
    public ITimer? Expiry { get; set; }

    /// <summary>Begins to carry it out.</summary>
    public void Begin(Func<CancellationToken, Task<ClientAnswer>> run) => Answer = run(Cancellation);

    /// <summary>Takes it back.</summary>
    public void Cancel() => _running.Cancel();

    /// <summary>Goes on with the answers.</summary>
    public void Resume(Answers answers)
    {
        TaskCompletionSource<Answers>? pending;
        lock (_gate)
        {
            pending = _pending;
            (_pending, Open) = (null, null);
            _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        pending?.TrySetResult(answers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A server may have answered without waiting for what it asked.
        Channel.Asking = null;
        lock (_gate)
        {
            _pending?.TrySetCanceled();
        }

        Expiry?.Dispose();
        _running.Dispose();
    }

    // One round after the other, whatever a server asks at once.
    private async Task<Answers> AskAsync(Questions questions, CancellationToken cancellation)
    {
        await _turn.WaitAsync(Cancellation);
        try
        {
            var pending = new TaskCompletionSource<Answers>(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = Cancellation.UnsafeRegister(static p => ((TaskCompletionSource<Answers>)p!).TrySetCanceled(), pending);
            lock (_gate)
            {
                (_pending, Open) = (pending, questions);
                _asked.TrySetResult();
            }

            return await pending.Task;
        }
        finally
        {
            _turn.Release();
        }
    }
}
