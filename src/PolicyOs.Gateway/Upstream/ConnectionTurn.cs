namespace PolicyOs.Gateway.Upstream;

/// <summary>
/// One request's hold on a connection whose server asks without saying for which request: while it lasts, no other request is sent there that
/// could be meant (spec 3.1).
/// </summary>
/// <param name="turns">The connection's, one at a time.</param>
internal sealed class ConnectionTurn(SemaphoreSlim turns) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _isHeld;
    private bool _isOver;

    /// <summary>Waits until no other request has the connection; false when that took too long.</summary>
    public async Task<bool> TryWaitAsync(CancellationToken limit)
    {
        try
        {
            await turns.WaitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        _isHeld = true;
        return true;
    }

    /// <summary>Takes it, if nobody has it: the request turned out to be one that is asked for.</summary>
    public void TakeIfFree()
    {
        lock (_gate)
        {
            _isHeld = _isHeld || (!_isOver && turns.Wait(0));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            if (_isHeld)
            {
                _isHeld = false;
                turns.Release();
            }
        }
    }
}
