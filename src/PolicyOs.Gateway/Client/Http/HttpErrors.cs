using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>Refusals of the endpoint itself.</summary>
internal static class HttpErrors
{
    /// <summary>Session not found; the code that clients of the TypeScript SDK know.</summary>
    public const int SessionNotFound = -32001;

    /// <summary>Answers with a JSON-RPC error.</summary>
    public static Task RefuseAsync(HttpContext context, int status, RpcId id, int code, string message, Action<Utf8JsonWriter>? data = null) =>
        WriteAsync(context, status, MessageBuilder.Error(id, code, message, data));

    /// <summary>Answers with a message.</summary>
    public static async Task WriteAsync(HttpContext context, int status, byte[] message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = message.Length;
        await context.Response.Body.WriteAsync(message, context.RequestAborted);
    }
}
