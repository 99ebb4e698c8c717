using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>
/// What comes over HTTP, through the strict edge to the peer. Streams come side by side; whoever is above sees one message after the other, as
/// from one reading thread.
/// </summary>
internal sealed class HttpInbox(RpcPeer peer, StrictOptions edge)
{
    private readonly Lock _gate = new();

    /// <summary>Reads a stream to its end, or to the answer.</summary>
    /// <param name="response">Whose body it is.</param>
    /// <param name="id">The request whose answer ends it; null for the stream of what the server says unasked.</param>
    /// <param name="position">Moves with every event.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<StreamEnd> ReadEventsAsync(HttpResponseMessage response, RpcId? id, StreamPosition position, CancellationToken cancellation)
    {
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            var reader = new EventStreamReader(stream, edge.MaxBytes, position);
            while (await reader.ReadAsync(cancellation) is { } next)
            {
                if (next is { Type: "message", Data.Length: > 0 } && Take(next.Data, next.IsTooLong, id, position))
                {
                    return StreamEnd.Answered;
                }
            }

            return StreamEnd.Closed;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            // Whether it is read on is not decided here.
            return StreamEnd.Broken;
        }
    }

    /// <summary>Reads a body that is one message.</summary>
    /// <returns>Whether it is the answer.</returns>
    public async Task<bool> ReadBodyAsync(HttpResponseMessage response, RpcId id, StreamPosition position, CancellationToken cancellation)
    {
        (byte[] body, bool isWhole) = await BoundedBody.ReadAsync(response.Content, edge.MaxBytes, cancellation);
        return Take(body, !isWhole, id, position);
    }

    /// <summary>Ends one request that gets no answer.</summary>
    public void Fail(RpcId id, RpcAnswer answer)
    {
        lock (_gate)
        {
            peer.Fail(id, answer);
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Close(string reason)
    {
        lock (_gate)
        {
            peer.Close(reason);
        }
    }

    // True when it is the answer to the request whose stream it came on; answers to others have no place there.
    private bool Take(byte[] bytes, bool isTooLong, RpcId? id, StreamPosition position)
    {
        RpcMessage message = isTooLong ? MessageParser.TooLong(bytes, edge.MaxBytes) : MessageParser.Parse(bytes, edge);
        switch (message)
        {
            case RpcMessage.Response response when id is { } own && (response.Id == own || (response.Id == RpcId.Null && response.Error is not null)):
                Receive(response with { Id = own });
                return true;
            case RpcMessage.Response:
                position.Refused = new(RpcId.Null, RpcError.InvalidRequest, "message refused: an answer to another request", IsTooLarge: false);
                Receive(position.Refused);
                return false;
            case RpcMessage.Refused refused:
                position.Refused = refused with { Id = RpcId.Null };
                bool isAnswer = id is { } asked && refused.Id == asked;
                Receive(isAnswer ? refused : position.Refused);
                return isAnswer;
            case RpcMessage.Request request:
                Receive(request with { Over = id });
                return false;
            case RpcMessage.Notification notification:
                Receive(notification with { Over = id });
                return false;
            default:
                Receive(message);
                return false;
        }
    }

    private void Receive(RpcMessage message)
    {
        lock (_gate)
        {
            peer.Receive(message);
        }
    }
}
