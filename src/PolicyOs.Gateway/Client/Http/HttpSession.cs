using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Sessions;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>A legacy client over HTTP: one <c>Mcp-Session-Id</c>, whatever connections it comes over.</summary>
internal sealed class HttpSession
{
    private const string Unasked = "0";

    private readonly Backlog _backlog;
    private readonly ReplayWindow _replay = new();
    private readonly ConcurrentDictionary<string, EventLog> _streams = new(StringComparer.Ordinal);
    private int _lastStream;

    /// <summary>A client before its handshake.</summary>
    public HttpSession(string id, SessionDoor door, Backlog backlog, ILogger log)
    {
        (Id, Principal, _backlog) = (id, door.Principal, backlog);
        Standing = new EventLog(Unasked, backlog, _replay);
        _streams[Unasked] = Standing;
        Client = new LegacyClient(Standing, door, Running, log);
    }

    /// <summary>What the client calls it.</summary>
    public string Id { get; }

    /// <summary>Whose it is.</summary>
    public Principal Principal { get; }

    /// <summary>The client's side of the protocol.</summary>
    public LegacyClient Client { get; }

    /// <summary>Its requests under way.</summary>
    public RunningRequests Running { get; } = new();

    /// <summary>The stream of what belongs to no request; read by GET.</summary>
    public EventLog Standing { get; }

    /// <summary>A stream for the answer to one request.</summary>
    public EventLog NewStream()
    {
        string name = Interlocked.Increment(ref _lastStream).ToString(CultureInfo.InvariantCulture);
        var stream = new EventLog(name, _backlog, _replay, isAnswer: true);
        stream.Emptied = () => _streams.TryRemove(name, out _);
        _streams[name] = stream;
        return stream;
    }

    /// <summary>Finds the stream of an event id, and the event's place in it; null when it is not known here, or no longer.</summary>
    public (EventLog Stream, long After)? Find(string eventId)
    {
        int dash = eventId.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && _streams.TryGetValue(eventId[..dash], out EventLog? stream)
            && long.TryParse(eventId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? (stream, number)
            : null;
    }

    /// <summary>Ends everything under way.</summary>
    public void Close(string reason)
    {
        Running.CancelAll();
        Client.Peer.Close(reason);
        foreach (EventLog stream in _streams.Values)
        {
            stream.Close();
        }
    }
}
