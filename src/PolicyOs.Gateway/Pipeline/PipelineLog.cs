using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Log messages of calls, ids 1100 to 1199.</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(1100, LogLevel.Error, "call {CallId} of `{Tool}` failed inside the gateway")]
    public static partial void Failed(ILogger log, Exception exception, string tool, string callId);

    [LoggerMessage(1101, LogLevel.Warning, "{Subject} asks for sampling: {Warning}")]
    public static partial void Sampling(ILogger log, string subject, string warning);
}
