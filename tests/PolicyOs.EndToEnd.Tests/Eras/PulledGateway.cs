namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A gateway with two servers that change what they offer when they are told to.</summary>
internal sealed class PulledGateway : IAsyncDisposable
{
    private readonly EraBundle _bundle;

    private PulledGateway(EraBundle bundle, EraClient client) => (_bundle, Client) = (bundle, client);

    /// <summary>Its client, which is told of changed lists.</summary>
    public EraClient Client { get; }

    /// <summary>Starts one. With a lock where client and server are reached in the same way; else what was seen first is the pin.</summary>
    public static async Task<PulledGateway> StartAsync(Edge client, Edge server)
    {
        EraBundle bundle = new EraBundle(server).Server("other");
        bundle.Folder.Tool("note", server: "fake").Tool("rug", server: "fake").Tool("echo", server: "fake")
            .Tool("other_rug", declared: """{"upstream_name": "rug"}""", server: "other");
        string folder = bundle.Folder.Complete();
        if (client.IsHttp() == server.IsHttp())
        {
            Command command = await Command.RunAsync("lock", folder);
            Assert.True(command.Exit == 0, command.All);
        }

        var gateway = new PulledGateway(bundle, await EraClient.ConnectAsync(client, folder));
        await gateway.Client.ListenToToolsAsync();
        return gateway;
    }

    /// <summary>Has a server change something; ends when the client was told that a list has changed.</summary>
    /// <param name="tool">The tool that changes it.</param>
    /// <param name="kind">What it changes.</param>
    public async Task PullAsync(string tool, string kind)
    {
        Task told = Client.NextToolsChangedAsync();
        Assert.True((await Client.CallAsync(tool, kind)).IsFine, Client.Wire.Errors);
        await told;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _bundle.Dispose();
    }
}
