namespace PolicyOs.Gateway.Approvals;

/// <summary>The states of a session that were taken already, until they expire by themselves.</summary>
internal sealed class SpentNonces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _spent = new(StringComparer.Ordinal);

    /// <summary>Takes a state; false when it was taken before.</summary>
    public bool TrySpend(RequestState state, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (string expired in _spent.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToArray())
            {
                _spent.Remove(expired);
            }

            return _spent.TryAdd(state.Nonce, state.Expires);
        }
    }
}
