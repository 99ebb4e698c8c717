using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Wire;

/// <summary>
/// One end of a JSON-RPC connection: numbers our requests, matches answers, hands on the rest in the order of arrival. Answers complete on
/// the reading thread, so whatever came before an answer has been dealt with when its request ends.
/// </summary>
/// <param name="sink">Where messages go.</param>
/// <param name="handler">Gets what is no answer.</param>
/// <param name="idPrefix">
/// Set where the other side's own ids are numbers: ours are then strings, so that a request that cannot be read is never taken for an answer.
/// </param>
internal sealed class RpcPeer(IMessageOutlet sink, IRpcHandler handler, string? idPrefix = null)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<RpcAnswer>> _pending = new(StringComparer.Ordinal);
    private long _lastId;
    private string? _closed;

    /// <summary>Why the connection ended; null while it stands.</summary>
    public string? Closed => _closed;

    /// <summary>The id that a request will be sent under: known before, so that it can serve as its progress token.</summary>
    public RpcId NextId()
    {
        string number = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        return new(idPrefix is null ? number : $"\"{idPrefix}{number}\"");
    }

    /// <summary>Sends a request; ends with its answer or with the connection, never by an exception.</summary>
    /// <param name="id">From <see cref="NextId"/>.</param>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Writes the members of <c>params</c>; null for none.</param>
    /// <param name="through">Where it is sent when that is not where the rest goes: the stream of the request that led to it.</param>
    public Task<RpcAnswer> RequestAsync(RpcId id, string method, Action<Utf8JsonWriter>? parameters, IMessageOutlet? through = null)
    {
        // Continuations run on the reading thread on purpose: see the class.
        var pending = new TaskCompletionSource<RpcAnswer>(TaskCreationOptions.None);
        _pending[id.Raw] = pending;
        if (_closed is { } reason || !(through ?? sink).Send(MessageBuilder.Request(id, method, parameters)))
        {
            _pending.TryRemove(id.Raw, out _);
            pending.TrySetResult(new RpcAnswer.NotSent(_closed ?? "the connection is closed"));
        }
        else if (_closed is { } closedMeanwhile)
        {
            Complete(id, new RpcAnswer.Lost(closedMeanwhile));
        }

        return pending.Task;
    }

    /// <summary>No longer waits for an answer; one that comes is dropped.</summary>
    public void Forget(RpcId id) => _pending.TryRemove(id.Raw, out _);

    /// <summary>Ends one request that will get no answer, and leaves the connection as it is.</summary>
    public void Fail(RpcId id, RpcAnswer answer) => Complete(id, answer);

    /// <summary>Sends a notification.</summary>
    public bool Notify(string method, Action<Utf8JsonWriter>? parameters = null) => sink.Send(MessageBuilder.Notification(method, parameters));

    /// <summary>Sends a message that is already built.</summary>
    public bool Send(ReadOnlySpan<byte> message) => sink.Send(message);

    /// <summary>Answers a request.</summary>
    public void Respond(RpcId id, Action<Utf8JsonWriter> result) => sink.Send(MessageBuilder.Result(id, result));

    /// <summary>Refuses a request.</summary>
    public void RespondError(RpcId id, int code, string message, Action<Utf8JsonWriter>? data = null) =>
        sink.Send(MessageBuilder.Error(id, code, message, data));

    /// <summary>Answers a request as decided elsewhere.</summary>
    public void Respond(RpcId id, ClientAnswer answer)
    {
        if (AnswerMessage.Legacy(id, answer) is { } message)
        {
            sink.Send(message);
        }
    }

    /// <summary>Takes what the transport read.</summary>
    public void Receive(RpcMessage message)
    {
        switch (message)
        {
            case RpcMessage.Response response:
                Complete(response.Id, ToAnswer(response));
                break;
            case RpcMessage.Request request:
                handler.OnRequest(request);
                break;
            case RpcMessage.Notification notification:
                handler.OnNotification(notification);
                break;
            case RpcMessage.Refused refused when Complete(refused.Id, new RpcAnswer.Unreadable(refused.Reason, refused.IsTooLarge)):
                break;
            case RpcMessage.Refused refused:
                handler.OnRefused(refused);
                break;
        }
    }

    /// <summary>The transport has ended: every request that waits ends with it.</summary>
    public void Close(string reason)
    {
        if (Interlocked.CompareExchange(ref _closed, reason, null) is not null)
        {
            return;
        }

        sink.Close();
        foreach (string id in _pending.Keys)
        {
            Complete(new(id), new RpcAnswer.Lost(reason));
        }

        handler.OnClosed(reason);
    }

    private bool Complete(RpcId id, RpcAnswer answer)
    {
        if (!_pending.TryRemove(id.Raw, out TaskCompletionSource<RpcAnswer>? pending))
        {
            return false;
        }

        pending.TrySetResult(answer);
        return true;
    }

    private static RpcAnswer ToAnswer(RpcMessage.Response response)
    {
        if (response.Result is { } result)
        {
            return new RpcAnswer.Result(result);
        }

        JsonElement error = response.Error!.Value;
        int code = error.TryGetProperty("code"u8, out JsonElement c) && c.ValueKind == JsonValueKind.Number && c.TryGetInt32(out int n) ? n : RpcError.InternalError;
        string message = error.TryGetProperty("message"u8, out JsonElement m) && m.ValueKind == JsonValueKind.String ? m.GetString()! : "";
        JsonElement? data = error.TryGetProperty("data"u8, out JsonElement d) ? d : null;
        return new RpcAnswer.Error(new(code, message, data), error);
    }
}
