using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>How messages reach one server and come from it; what they mean is <see cref="UpstreamConnection"/>'s.</summary>
internal interface IUpstreamLink : IAsyncDisposable
{
    /// <summary>Where messages to the server go.</summary>
    IMessageOutlet Outlet { get; }

    /// <summary>How the other end ended, for people; null while that is not known.</summary>
    string? Exit { get; }

    /// <summary>Hands every message that comes to a peer, one after the other, and closes the peer when no more can come.</summary>
    void Start(RpcPeer peer);

    /// <summary>The handshake has ended with this version; called once, before anything else is said.</summary>
    void Agree(string protocolVersion);

    /// <summary>Nobody waits for the answer to a request any more.</summary>
    void Forget(RpcId id);
}
