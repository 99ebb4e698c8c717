namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>One gateway for each way of a client, before a server of the legacy era that heeds no level of its log.</summary>
public sealed class FieldClients : IAsyncDisposable
{
    private readonly EraBundle _bundle = new EraBundle(Edge.StdioLegacy).Tools("echo", "notify", "received", "waits", "progress");
    private readonly Dictionary<Edge, EraClient> _clients = [];
    private readonly string _folder;

    public FieldClients()
    {
        _bundle.Folder.Declares("""{"resources":[{"pattern":"fake://one","server":"fake"},{"pattern":"fake://items/{id}","server":"fake"}],"prompts":[{"id":"plain","server":"fake"}]}""");
        _folder = _bundle.Folder.Complete();
    }

    /// <summary>The client on an edge; its gateway is started by the first that asks.</summary>
    internal async Task<EraClient> AtAsync(Edge edge) =>
        _clients.TryGetValue(edge, out EraClient? client) ? client : _clients[edge] = await EraClient.ConnectAsync(edge, _folder);

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
