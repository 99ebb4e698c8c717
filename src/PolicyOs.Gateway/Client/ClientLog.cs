using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Client;

/// <summary>Log messages of the client's side, ids 1000 to 1099.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1000, LogLevel.Information, "client {Name} {Version}, protocol {ProtocolVersion}")]
    public static partial void Hello(ILogger log, string name, string version, string protocolVersion);

    [LoggerMessage(1001, LogLevel.Warning, "client: {Reason}")]
    public static partial void Refused(ILogger log, string reason);

    [LoggerMessage(1002, LogLevel.Information, "the client is gone: {Reason}; {Calls} requests under way are cancelled")]
    public static partial void Gone(ILogger log, string reason, int calls);

    [LoggerMessage(1003, LogLevel.Error, "request `{Method}` failed inside the gateway")]
    public static partial void Failed(ILogger log, Exception exception, string method);
}
