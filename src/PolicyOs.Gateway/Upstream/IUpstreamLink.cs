using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>How messages reach one server and come from it; what they mean is <see cref="UpstreamConnection"/>'s.</summary>
internal interface IUpstreamLink : IAsyncDisposable
{
    /// <summary>Where messages to the server go.</summary>
    IMessageOutlet Outlet { get; }

    /// <summary>How the other end ended, for people; null while that is not known.</summary>
    string? Exit { get; }

    /// <summary>
    /// Called when the server has closed the stream of a request before its answer, with the pause after which it is read on. Never where one
    /// stream carries everything.
    /// </summary>
    Action<RpcId, TimeSpan>? Suspended { get; set; }

    /// <summary>Hands every message that comes to a peer, one after the other, and closes the peer when no more can come.</summary>
    void Start(RpcPeer peer);

    /// <summary>What is said from now on is of this version; null for the legacy era's first words.</summary>
    void Speak(string? protocolVersion);

    /// <summary>The tools that the server offers now, as sent.</summary>
    void Learn(ImmutableArray<JsonElement> tools);

    /// <summary>Takes a request back by the means of the transport.</summary>
    /// <returns>False when the version spoken takes requests back by a notification.</returns>
    bool TryCancel(RpcId id);

    /// <summary>Nobody waits for the answer to a request any more.</summary>
    void Forget(RpcId id);
}
