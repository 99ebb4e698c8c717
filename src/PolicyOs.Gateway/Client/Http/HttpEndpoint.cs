using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// The MCP endpoint: Streamable HTTP of both eras (spec 3.1, 3.2). What does not get past the checks here reaches no policy.
/// </summary>
/// <param name="identify">Who sends a request.</param>
/// <param name="sessions">The legacy clients.</param>
/// <param name="modern">Serves requests of 2026-07-28 for a principal.</param>
/// <param name="backlog">Bounds what waits for slow readers.</param>
/// <param name="edge">The strict edge.</param>
/// <param name="time">For keep-alives.</param>
/// <param name="log">For people.</param>
internal sealed class HttpEndpoint(
    Func<HttpContext, Principal> identify,
    HttpSessions sessions,
    Func<Principal, (SessionDoor Door, ModernClient Client)> modern,
    Backlog backlog,
    StrictOptions edge,
    TimeProvider time,
    ILogger log)
{
    private readonly LegacyHttp _legacy = new(sessions, time, log);
    private readonly ModernHttp _modern = new(modern, backlog, time);

    /// <summary>Serves one HTTP request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (OriginGuard.WhyNot(context.Request) is { } forbidden)
        {
            await HttpErrors.RefuseAsync(context, 403, RpcId.Null, RpcError.InvalidRequest, forbidden);
            return;
        }

        if (context.Request.Path != "/mcp")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        StringValues version = context.Request.Headers[HeaderAgreement.Version];
        switch (context.Request.Method)
        {
            case "POST":
                await PostAsync(context, version);
                break;
            case "GET" or "DELETE" when version != ProtocolVersions.Modern:
                await (context.Request.Method == "GET" ? _legacy.GetAsync(context, identify(context)) : _legacy.DeleteAsync(context, identify(context)));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                context.Response.Headers.Allow = "POST";
                break;
        }
    }

    private async Task PostAsync(HttpContext context, StringValues version)
    {
        if (!BodyReader.IsJson(context.Request))
        {
            await HttpErrors.RefuseAsync(context, 415, RpcId.Null, RpcError.InvalidRequest, "Unsupported Media Type: the body must be application/json");
            return;
        }

        if (!BodyReader.Accepts(context.Request, "application/json") || !BodyReader.Accepts(context.Request, "text/event-stream"))
        {
            await HttpErrors.RefuseAsync(
                context, 406, RpcId.Null, RpcError.InvalidRequest, "Not Acceptable: the client must accept application/json and text/event-stream");
            return;
        }

        if (Telemetry.IsOn)
        {
            Tracing.Receive(context.Request.Headers.TraceParent, context.Request.Headers.TraceState);
        }

        (byte[] body, bool isWhole) = await BodyReader.ReadAsync(context.Request, edge.MaxBytes, context.RequestAborted);
        RpcMessage message = isWhole ? MessageParser.Parse(body, edge) : MessageParser.TooLong(body, edge.MaxBytes);
        if (message is RpcMessage.Refused refused)
        {
            ClientLog.Refused(log, refused.Reason);
            await HttpErrors.RefuseAsync(context, refused.IsTooLarge ? 413 : 400, refused.Id, refused.Code, refused.Reason);
        }
        else if (IsModern(message, version))
        {
            await _modern.PostAsync(context, message, identify(context));
        }
        else
        {
            await _legacy.PostAsync(context, message, version, identify(context));
        }
    }

    // A request says by itself which era it is of; a message that says nothing is of the era of its header.
    private static bool IsModern(RpcMessage message, StringValues version) => message switch
    {
        RpcMessage.Request request when ModernRequest.Is(request.Params) => true,
        RpcMessage.Request { Method: "server/discover" } => true,
        RpcMessage.Notification notification when ModernRequest.Is(notification.Params) => true,
        _ => version == ProtocolVersions.Modern,
    };
}
