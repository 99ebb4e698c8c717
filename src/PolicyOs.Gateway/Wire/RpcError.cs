using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>A JSON-RPC error to send or one that came.</summary>
/// <param name="Code">As in the message.</param>
/// <param name="Message">As in the message.</param>
/// <param name="Data">As in the message; null when absent.</param>
internal sealed record RpcError(int Code, string Message, JsonElement? Data = null)
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
}
