using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>Serves requests of 2026-07-28, each for itself: nothing is known from requests before it but its session.</summary>
internal sealed class ModernClient(SessionDoor door, ILogger log, CancellationToken stop)
{
    /// <summary>Answers one request, whatever happens.</summary>
    /// <param name="message">The request.</param>
    /// <param name="reply">Where its answer goes, and what is said about it.</param>
    /// <param name="handle">The session handle that came beside it; null when none did.</param>
    /// <param name="cancellation">The client took the request back.</param>
    /// <param name="ended">Called before the answer goes out.</param>
    public async Task ServeAsync(RpcMessage.Request message, IReply reply, string? handle, CancellationToken cancellation, Action? ended = null)
    {
        (ModernRequest? request, ClientAnswer.Error? error) = ModernRequest.Read(message);
        ClientAnswer answer;
        try
        {
            answer = request is null ? error! : await AnswerAsync(request, reply, handle, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            answer = new ClientAnswer.Nothing();
        }
        catch (Exception e)
        {
            // Whatever is unexpected denies: the call that failed here has not been answered, and is not let through (spec 2.1).
            ClientLog.Failed(log, e, message.Method);
            answer = new ClientAnswer.Error(RpcError.InternalError, "the gateway failed while handling this request; it was refused");
        }

        ended?.Invoke();
        reply.Finish(AnswerMessage.Modern(message.Id, answer, request is { IsCacheable: true }), StatusOf(answer));
    }

    private async Task<ClientAnswer> AnswerAsync(ModernRequest request, IReply reply, string? handle, CancellationToken cancellation)
    {
        if (IsRemoved(request.Message.Method))
        {
            return NotFound(request.Message.Method);
        }

        (string? inMeta, string? malformed) = SessionHandle.Read(request.Message.Params);
        if (malformed is not null)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, malformed) { HttpStatus = 400 };
        }

        Admission admission = await door.EnterAsync(inMeta ?? handle, request.Client);
        if (admission.Host is not { } host)
        {
            return admission.Refusal!;
        }

        try
        {
            return await AnswerInAsync(host, request, reply, cancellation);
        }
        finally
        {
            host.Leave();
        }
    }

    private async Task<ClientAnswer> AnswerInAsync(SessionHost host, ModernRequest request, IReply reply, CancellationToken cancellation)
    {
        var channel = new ModernChannel(request.Client, reply, request.ProgressToken);
        switch (request.Message.Method)
        {
            case "server/discover":
                return await host.Server.HelloAsync(request.Client);
            case "tools/list":
                return ListCursor.WhyNot(request.Message.Params) ?? await host.Server.ListToolsAsync();
            case "tools/call":
                (CallRequest? call, string? error) = CallRequest.Read(request.Message.Params, channel);
                return call is null ? new ClientAnswer.Error(RpcError.InvalidParams, error!) : await host.Server.CallAsync(call, cancellation);
            case "subscriptions/listen":
                return await Subscription.ServeAsync(host, request.Message, channel, reply, cancellation, stop);
            default:
                return await host.Server.RequestAsync(new(request.Message.Method, request.Message.Params, channel), cancellation);
        }
    }

    // Methods of the eras before (MCP 2026-07-28, changelog).
    private static bool IsRemoved(string method) =>
        method is "initialize" or "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe"
        || method.StartsWith("tasks/", StringComparison.Ordinal);

    private static ClientAnswer.Error NotFound(string method) => new(RpcError.MethodNotFound, $"Method not found: {method}");

    // Streamable HTTP of 2026-07-28: an unknown method is 404, a refusal that the specification numbers is 400; what the server answers is
    // 200, but a number of the specification means the same whoever says it.
    private static int StatusOf(ClientAnswer answer) => answer switch
    {
        ClientAnswer.Error { HttpStatus: { } status } => status,
        ClientAnswer.Error error => StatusOf(error.Code),
        ClientAnswer.Relayed { ErrorAsSent: var error } when error.TryGetProperty("code"u8, out JsonElement code) && code.TryGetInt32(out int number) =>
            StatusOf(number),
        _ => 200,
    };

    private static int StatusOf(int code) => code switch
    {
        RpcError.MethodNotFound => 404,
        <= -32020 and >= -32099 => 400,
        _ => 200,
    };
}
