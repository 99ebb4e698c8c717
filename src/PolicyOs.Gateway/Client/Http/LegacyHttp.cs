using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Streamable HTTP of 2025-03-26 to 2025-11-25: sessions by <c>Mcp-Session-Id</c>, a standing stream by GET, an end by DELETE. A broken
/// connection takes nothing back.
/// </summary>
internal sealed class LegacyHttp(HttpSessions sessions, TimeProvider time, ILogger log)
{
    private const string SessionId = "Mcp-Session-Id";

    /// <summary>Serves a POST.</summary>
    public async Task PostAsync(HttpContext context, RpcMessage message, StringValues version, Principal principal)
    {
        RpcId id = message is RpcMessage.Request { Id: var asked } ? asked : RpcId.Null;
        if (version.Count > 1 || (version.Count == 1 && !ProtocolVersions.Legacy.Contains(version[0]!)))
        {
            await HttpErrors.RefuseAsync(
                context, 400, id, RpcError.InvalidRequest, $"Bad Request: the header {HeaderAgreement.Version} names no supported version ({string.Join(", ", ProtocolVersions.Legacy)})");
            return;
        }

        if (message is RpcMessage.Request checkedRequest && HeaderAgreement.WhyNotLegacy(context.Request.Headers, checkedRequest) is { } mismatch)
        {
            await HttpErrors.RefuseAsync(context, 400, id, HeaderAgreement.Mismatch, mismatch);
            return;
        }

        if (message is RpcMessage.Request { Method: "initialize" } initialize)
        {
            await InitializeAsync(context, initialize, principal);
        }
        else if (await FindAsync(context, id, principal) is { } session)
        {
            await ServeAsync(context, session, message);
        }
    }

    /// <summary>Serves a GET: the standing stream, or one that broke.</summary>
    public async Task GetAsync(HttpContext context, Principal principal)
    {
        if (!BodyReader.Accepts(context.Request, "text/event-stream"))
        {
            await HttpErrors.RefuseAsync(context, 406, RpcId.Null, RpcError.InvalidRequest, "Not Acceptable: the client must accept text/event-stream");
            return;
        }

        if (await FindAsync(context, RpcId.Null, principal) is not { } session)
        {
            return;
        }

        StringValues last = context.Request.Headers["Last-Event-ID"];
        if (last.Count == 0)
        {
            await Writer(context, session, session.Standing).RunAsync(after: null, isAnswer: false);
        }
        else if (last.Count == 1 && session.Find(last[0]!) is (EventLog stream, long after))
        {
            await Writer(context, session, stream, isPrimed: false).RunAsync(after, isAnswer: false);
        }
        else
        {
            await HttpErrors.RefuseAsync(context, 400, RpcId.Null, RpcError.InvalidRequest, "Bad Request: Last-Event-ID names no event that is still known");
        }
    }

    /// <summary>Serves a DELETE: the client ends its session.</summary>
    public async Task DeleteAsync(HttpContext context, Principal principal)
    {
        if (await FindAsync(context, RpcId.Null, principal) is { } session)
        {
            await session.Client.EndAsync("the client ended it");
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task InitializeAsync(HttpContext context, RpcMessage.Request request, Principal principal)
    {
        HttpSession session = sessions.New(principal);
        ClientAnswer answer = await session.Client.InitializeAsync(request.Params);
        if (answer is ClientAnswer.Result)
        {
            sessions.Keep(session);
            context.Response.Headers[SessionId] = session.Id;
        }

        await HttpErrors.WriteAsync(context, (answer as ClientAnswer.Error)?.HttpStatus ?? 200, AnswerMessage.Legacy(request.Id, answer)!);
    }

    private async Task ServeAsync(HttpContext context, HttpSession session, RpcMessage message)
    {
        if (message is not RpcMessage.Request request)
        {
            session.Client.Peer.Receive(message);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        (string? handle, string? problem) = HandleHeader.Read(context.Request, request.Params);
        if (problem is not null)
        {
            await HttpErrors.RefuseAsync(context, 400, request.Id, HeaderAgreement.Mismatch, problem);
            return;
        }

        EventLog stream = session.NewStream();
        EventStreamWriter writer = Writer(context, session, stream);
        session.Client.Serve(request, stream, handle);
        await writer.RunAsync(after: null, isAnswer: true);
    }

    private EventStreamWriter Writer(HttpContext context, HttpSession session, EventLog stream, bool isPrimed = true)
    {
        bool isNewest = string.CompareOrdinal(session.Client.ProtocolVersion, ProtocolVersions.NewestLegacy) >= 0;
        return new(context, stream, time) { WithIds = true, IsPrimed = isPrimed && isNewest, MaySuspend = isNewest };
    }

    private async Task<HttpSession?> FindAsync(HttpContext context, RpcId id, Principal principal)
    {
        StringValues presented = context.Request.Headers[SessionId];
        if (presented.Count != 1)
        {
            await HttpErrors.RefuseAsync(context, 400, id, RpcError.InvalidRequest, $"Bad Request: the header {SessionId} is needed, once; `initialize` gives it");
            return null;
        }

        if (sessions.Find(presented[0]!) is not { } session)
        {
            await HttpErrors.RefuseAsync(context, 404, id, HttpErrors.SessionNotFound, "Session not found: initialize again");
            return null;
        }

        if (session.Principal.Id != principal.Id || session.Principal.Tenant != principal.Tenant)
        {
            SessionLog.Foreign(log, principal.Id);
            await session.Client.DenyAsync($"principal `{principal.Id}` presented this session's Mcp-Session-Id");
            await HttpErrors.RefuseAsync(context, 403, id, RpcError.InvalidRequest, "Forbidden: the session belongs to another principal");
            return null;
        }

        return session;
    }
}
