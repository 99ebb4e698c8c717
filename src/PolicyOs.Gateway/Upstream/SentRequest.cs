using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>A request that is under way at a server.</summary>
internal sealed class SentRequest(UpstreamConnection connection, RpcId id, Task<RpcAnswer> answer) : IDisposable
{
    /// <summary>Ends with the answer or with the connection, never by an exception.</summary>
    public Task<RpcAnswer> Answer => answer;

    /// <summary>Tells the server that the request was taken back; an answer may still come.</summary>
    public void Cancel(string reason) => connection.Cancel(id, reason);

    /// <summary>No longer waits; what still comes is dropped.</summary>
    public void Dispose() => connection.Forget(id);
}
