using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Sessions;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>The legacy clients of this endpoint, by <c>Mcp-Session-Id</c>.</summary>
internal sealed class HttpSessions(Func<Principal, string?, SessionDoor> doors, Backlog backlog, ILogger log)
{
    private readonly ConcurrentDictionary<string, HttpSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>A client before its handshake; nobody finds it until <see cref="Keep"/>.</summary>
    public HttpSession New(Principal principal)
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return new HttpSession(id, doors(principal, id), backlog, log);
    }

    /// <summary>The handshake has succeeded: the client is found from now on, until its session ends.</summary>
    public void Keep(HttpSession session)
    {
        _sessions[session.Id] = session;
        session.Client.Greet();
        _ = session.Client.Own!.Closed.ContinueWith(_ => Forget(session), TaskScheduler.Default);
    }

    /// <summary>Finds a client; null when there is none of that id.</summary>
    public HttpSession? Find(string id) => _sessions.GetValueOrDefault(id);

    private void Forget(HttpSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        session.Close("the session ended");
    }
}
