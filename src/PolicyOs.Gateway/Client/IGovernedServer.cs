using System.Collections.Immutable;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Client;

/// <summary>What a client's connection asks of the gateway behind it: one session with its servers.</summary>
internal interface IGovernedServer : IAsyncDisposable
{
    /// <summary>The client that servers ask when no call of it is under way; null when it cannot be asked then.</summary>
    IClientChannel? DefaultChannel { get; set; }

    /// <summary>A client has introduced itself. The first opens the session; to each is said what is served, in the form of its era.</summary>
    Task<ClientAnswer> HelloAsync(ClientHello client);

    /// <summary>tools/list, narrowed.</summary>
    Task<ClientAnswer> ListToolsAsync();

    /// <summary>tools/call, governed.</summary>
    Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation);

    /// <summary>Any other request; an unknown method is answered as one.</summary>
    Task<ClientAnswer> RequestAsync(ClientRequest request, CancellationToken cancellation);

    /// <summary>Watches resources for a stream of a client of 2026-07-28.</summary>
    Task<IResourceWatch> WatchAsync(ImmutableArray<string> uris, IClientChannel channel, CancellationToken cancellation);

    /// <summary>The client's roots changed; servers that may ask for them are told.</summary>
    void OnRootsChanged();

    /// <summary>The arguments of a tool that an HTTP client repeats in headers (<c>x-mcp-header</c>).</summary>
    IReadOnlyList<HeaderParameter> HeaderParameters(string tool);

    /// <summary>Why the open session cannot be for what a request says (spec 3.4), journaled; null when it can.</summary>
    Task<ClientAnswer.Error?> WhyNotForAsync(string? purpose);

    /// <summary>Appends to the session's journal that a request was refused before it came to the session.</summary>
    Task DenyAsync(string method, string reason);

    /// <summary>Ends the session in the journal: its client is gone, or it was idle too long.</summary>
    Task CloseAsync(string reason);
}
