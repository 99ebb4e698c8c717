using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Which session a request belongs to (spec 3.3): a handle wins over the connection, which wins over the principal.</summary>
/// <param name="registry">The live sessions.</param>
/// <param name="principal">Who is calling.</param>
/// <param name="agent">The contract's agent, which shares a session of its principal.</param>
/// <param name="key">What names a session of a client without handle and connection.</param>
/// <param name="isStateful">Whether it matters which session a call belongs to.</param>
/// <param name="connection">The connection's own name; null when the client has none: HTTP of 2026-07-28.</param>
/// <param name="holdsConnection">Whether the connection's session lasts as long as the connection, however idle.</param>
internal sealed class SessionDoor(
    SessionRegistry registry, Principal principal, string agent, SessionKey key, bool isStateful, string? connection, bool holdsConnection = false)
{
    /// <summary>SESSION_REQUIRED, in words.</summary>
    public const string HandleRequired = "this contract needs a session handle: `_meta[\"policyos/session\"]` or the header Policyos-Session-Id";

    /// <summary>Whoever comes through.</summary>
    public Principal Principal => principal;

    /// <summary>Finds or opens the session. Whoever gets one has entered it and leaves it.</summary>
    /// <param name="handle">The request's own; null when it has none.</param>
    /// <param name="client">For a session that is not open yet.</param>
    public async Task<Admission> EnterAsync(string? handle, ClientHello client)
    {
        Admission admission = await FindAsync(handle, client);
        if (admission.Host is not { } host || client.Purpose is null || await host.Server.WhyNotForAsync(client.Purpose) is not { } refused)
        {
            return admission;
        }

        host.Leave();
        return new(null, refused);
    }

    /// <summary>Ends a session.</summary>
    public Task CloseAsync(SessionHost host, string reason) => registry.CloseAsync(host, reason);

    private Task<Admission> FindAsync(string? handle, ClientHello client)
    {
        if (handle is not null)
        {
            return registry.EnterAsync(new(principal, SessionNaming.Handle, handle), client);
        }

        if (connection is not null)
        {
            return EnterConnectionAsync(connection, client);
        }

        return key switch
        {
            SessionKey.Required => Task.FromResult(new Admission(null, Required())),
            SessionKey.Connection when isStateful => Task.FromResult(new Admission(null, LegacyOnly(client))),
            _ => registry.EnterAsync(new(principal, SessionNaming.Agent, agent), client),
        };
    }

    private async Task<Admission> EnterConnectionAsync(string name, ClientHello client)
    {
        Admission admission = await registry.EnterAsync(new(principal, SessionNaming.Connection, name), client);
        if (holdsConnection)
        {
            admission.Host?.Hold();
        }

        return admission;
    }

    private static ClientAnswer.Error Required() => new(RpcError.InvalidParams, HandleRequired, w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("policyos"u8);
        w.WriteString("verdict"u8, "deny"u8);
        w.WriteString("code"u8, "SESSION_REQUIRED"u8);
        w.WriteString("message"u8, HandleRequired);
        w.WriteString("recoverability"u8, "agent_can_retry"u8);
        w.WriteString("outcome"u8, "not_sent"u8);
        w.WriteEndObject();
        w.WriteEndObject();
    });

    // Sends clients of both eras back to initialize, which gives them a session.
    private static ClientAnswer.Error LegacyOnly(ClientHello client) => new(
        ProtocolVersions.Unsupported,
        "Unsupported protocol version: this contract needs a session; initialize one, or send a session handle",
        w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("supported"u8);
            ProtocolVersions.WriteSupported(w, withModern: false);
            w.WriteString("requested"u8, client.ProtocolVersion);
            w.WriteEndObject();
        })
    {
        HttpStatus = 400,
    };
}
