namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>One gateway for each way of a client, before a server that no answer of a person may reach.</summary>
public sealed class RefusingPeople : IAsyncDisposable
{
    private readonly EraBundle _bundle = ApprovalRoundTests.Bundle(Edge.StdioLegacy);
    private readonly Dictionary<Edge, EraClient> _clients = [];
    private readonly string _folder;
    private int _last;

    public RefusingPeople() => _folder = _bundle.Folder.Complete();

    /// <summary>The client on an edge; its gateway is started by the first that asks.</summary>
    internal async Task<EraClient> AtAsync(Edge edge) =>
        _clients.TryGetValue(edge, out EraClient? client) ? client : _clients[edge] = await EraClient.ConnectAsync(edge, _folder, null, "--min-answer-ms", "0");

    /// <summary>A number that was not given before.</summary>
    internal int Next() => ++_last;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (EraClient client in _clients.Values)
        {
            await client.DisposeAsync();
        }

        _bundle.Dispose();
    }
}
