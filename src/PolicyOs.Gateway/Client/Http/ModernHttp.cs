using Microsoft.AspNetCore.Http;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>Streamable HTTP of 2026-07-28: every request for itself; a closed connection takes it back.</summary>
internal sealed class ModernHttp(Func<Principal, (SessionDoor Door, ModernClient Client)> clients, Backlog backlog, TimeProvider time)
{
    /// <summary>Serves a POST.</summary>
    public async Task PostAsync(HttpContext context, RpcMessage message, Principal principal)
    {
        if (message is RpcMessage.Notification)
        {
            // The era defines none from the client over HTTP: what is closed is cancelled.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        if (message is not RpcMessage.Request request)
        {
            await HttpErrors.RefuseAsync(context, 400, RpcId.Null, RpcError.InvalidRequest, "a client of 2026-07-28 is asked nothing, so it answers nothing");
            return;
        }

        if (HeaderAgreement.WhyNot(context.Request.Headers, request) is { } mismatch)
        {
            await HttpErrors.RefuseAsync(context, 400, request.Id, HeaderAgreement.Mismatch, mismatch);
            return;
        }

        (string? handle, string? problem) = HandleHeader.Read(context.Request, request.Params);
        if (problem is not null)
        {
            await HttpErrors.RefuseAsync(context, 400, request.Id, HeaderAgreement.Mismatch, problem);
            return;
        }

        (SessionDoor door, ModernClient client) = clients(principal);
        if (request.Method == "tools/call" && await WhyNotAsync(context, request, door, handle) is { } disagrees)
        {
            await HttpErrors.RefuseAsync(context, 400, request.Id, HeaderAgreement.Mismatch, disagrees);
            return;
        }

        var stream = new EventLog("m", backlog, replay: null);
        Task serving = client.ServeAsync(request, stream, handle, context.RequestAborted);
        await new EventStreamWriter(context, stream, time).RunAsync(after: null, isAnswer: true);
        await serving;
    }

    // Which arguments have headers is known once the session has read its servers' lists.
    private static async Task<string?> WhyNotAsync(HttpContext context, RpcMessage.Request message, SessionDoor door, string? handle)
    {
        if (ModernRequest.Read(message).Request is not { } request || SessionHandle.Read(message.Params) is not (var inMeta, null)
            || message.Params is not { } p || !p.TryGetProperty("name"u8, out var name) || name.ValueKind != System.Text.Json.JsonValueKind.String)
        {
            // It is refused for that, and not for its headers.
            return null;
        }

        Admission admission = await door.EnterAsync(inMeta ?? handle, request.Client);
        if (admission.Host is not { } host)
        {
            return null;
        }

        try
        {
            return HeaderAgreement.WhyNot(context.Request.Headers, host.Server.HeaderParameters(name.GetString()!), message.Params);
        }
        finally
        {
            host.Leave();
        }
    }
}
