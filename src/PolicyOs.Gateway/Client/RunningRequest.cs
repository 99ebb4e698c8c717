namespace PolicyOs.Gateway.Client;

/// <summary>A request of the client that has not been answered yet.</summary>
internal sealed class RunningRequest : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lock _gate = new();
    private bool _isDisposed;

    /// <summary>Cancelled when the client takes the request back or is gone.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Ends with the request.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>Takes the request back.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _cancellation.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _cancellation.Dispose();
        }
    }
}
