using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>
/// The client on the other end of a stream of lines. Each request says by itself which era it is of; a client may speak both over one
/// connection (MCP 2026-07-28, versioning).
/// </summary>
internal sealed class StdioClient : IRpcHandler
{
    private readonly LineReply _reply;
    private readonly RunningRequests _running = new();
    private readonly ModernClient _modern;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A client that has said nothing yet.</summary>
    public StdioClient(IMessageOutlet sink, SessionDoor door, ILogger log, CancellationToken stop)
    {
        _log = log;
        _reply = new LineReply(sink);
        Legacy = new LegacyClient(_reply, door, _running, log, front: this);
        _modern = new ModernClient(door, log, stop);
    }

    /// <summary>Where the transport hands messages in.</summary>
    public RpcPeer Peer => Legacy.Peer;

    /// <summary>Its legacy side.</summary>
    public LegacyClient Legacy { get; }

    /// <summary>Ends when the client is gone.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Ends when no request is under way any more.</summary>
    public Task IdleAsync() => _running.IdleAsync();

    /// <inheritdoc/>
    public void OnRequest(RpcMessage.Request request)
    {
        if (!ModernRequest.Is(request.Params) && request.Method != "server/discover")
        {
            Legacy.OnRequest(request);
        }
        else if (_running.TryBegin(request.Id) is { } running)
        {
            running.Ended = _modern.ServeAsync(request, _reply, handle: null, running.Cancellation, ended: () => _running.End(request.Id, running));
        }
        else
        {
            _reply.Send(MessageBuilder.Error(request.Id, RpcError.InvalidRequest, $"a request with id {request.Id} is still under way"));
        }
    }

    /// <inheritdoc/>
    public void OnNotification(RpcMessage.Notification notification) => Legacy.OnNotification(notification);

    /// <inheritdoc/>
    public void OnRefused(RpcMessage.Refused refused) => Legacy.OnRefused(refused);

    /// <inheritdoc/>
    public void OnClosed(string reason)
    {
        ClientLog.Gone(_log, reason, _running.Count);
        _running.CancelAll();
        Legacy.OnClosed(reason);
        _gone.TrySetResult();
    }
}
