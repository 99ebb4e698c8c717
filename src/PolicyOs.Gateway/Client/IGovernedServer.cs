using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Client;

/// <summary>What a client's connection asks of the gateway behind it.</summary>
internal interface IGovernedServer
{
    /// <summary>The client has introduced itself.</summary>
    Task<ClientAnswer> HelloAsync(ClientHello client);

    /// <summary>tools/list, narrowed.</summary>
    Task<ClientAnswer> ListToolsAsync();

    /// <summary>tools/call, governed.</summary>
    Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation);

    /// <summary>Any other request; an unknown method is answered as one.</summary>
    Task<ClientAnswer> RequestAsync(ClientRequest request, CancellationToken cancellation);

    /// <summary>The client's roots changed; servers that may ask for them are told.</summary>
    void OnRootsChanged();

}
