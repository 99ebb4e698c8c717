namespace PolicyOs.Gateway.Sessions;

/// <summary>
/// Lets one at a time do something; the others wait in the order in which they came. A turn lasts microseconds unless it waits for the disk, so
/// whoever comes spins for as long as that; then it is left to the one that ends its turn to go on with it, on the thread that it is on. Without
/// the spinning one of two reading threads soon does the work of both.
/// </summary>
internal sealed class Turn
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Awaited = 2;

    // Some ten microseconds.
    private const int Spins = 50;
    private const int SpinIterations = 8;

    /// <summary>So many are gone on with before the one that ended its turn goes on itself.</summary>
    private const int MaxContinued = 64;

    [ThreadStatic]
    private static Queue<TaskCompletionSource>? t_due;

    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _state;

    /// <summary>Ends when the turn is the caller's; it has to <see cref="End"/> it.</summary>
    public Task BeginAsync()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Free) == Free)
        {
            return Task.CompletedTask;
        }

        // Those who have begun to wait come first, and a turn that is waited for may be a long one.
        for (int spin = 0; spin < Spins && Volatile.Read(ref _state) != Awaited; spin++)
        {
            Thread.SpinWait(SpinIterations);
            if (Volatile.Read(ref _state) == Free && Interlocked.CompareExchange(ref _state, Taken, Free) == Free)
            {
                return Task.CompletedTask;
            }
        }

        lock (_gate)
        {
            // Whoever has the turn now looks for those who wait when it ends it.
            if (Interlocked.Exchange(ref _state, Awaited) == Free)
            {
                return Task.CompletedTask;
            }

            var next = new TaskCompletionSource(TaskCreationOptions.None);
            _waiting.Enqueue(next);
            return next.Task;
        }
    }

    /// <summary>Gives the turn on.</summary>
    public void End()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) == Taken)
        {
            return;
        }

        TaskCompletionSource? next;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out next))
            {
                Volatile.Write(ref _state, Free);
                return;
            }
        }

        GoOn(next);
    }

    private static void GoOn(TaskCompletionSource next)
    {
        // What is gone on with may end its turn at once and give it to yet another: one after the other, not one within the other.
        if (t_due is { } under)
        {
            under.Enqueue(next);
            return;
        }

        var due = new Queue<TaskCompletionSource>();
        t_due = due;
        int continued = 0;
        do
        {
            if (++continued <= MaxContinued)
            {
                next.SetResult();
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(static waiting => waiting.SetResult(), next, preferLocal: false);
            }
        }
        while (due.TryDequeue(out next!));

        t_due = null;
    }
}
