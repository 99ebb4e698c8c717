namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>One gateway for each pair of edges, for all that is changed behind it one after the other.</summary>
public sealed class PulledGateways : IAsyncDisposable
{
    private readonly Dictionary<(Edge, Edge), PulledGateway> _gateways = [];

    /// <summary>The gateway of a pair, started by the first that asks.</summary>
    internal async Task<PulledGateway> OfAsync(Edge client, Edge server) =>
        _gateways.TryGetValue((client, server), out PulledGateway? gateway) ? gateway : _gateways[(client, server)] = await PulledGateway.StartAsync(client, server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (PulledGateway gateway in _gateways.Values)
        {
            await gateway.DisposeAsync();
        }
    }
}
