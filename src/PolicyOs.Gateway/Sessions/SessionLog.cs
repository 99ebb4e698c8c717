using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Log messages of sessions, ids 1200 to 1299.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(1200, LogLevel.Warning, "session refused: {Reason}")]
    public static partial void Refused(ILogger log, string reason);

    [LoggerMessage(1201, LogLevel.Information, "session {Session} closed: {Reason}")]
    public static partial void Closed(ILogger log, SessionHost session, string reason);

    [LoggerMessage(1202, LogLevel.Error, "session {Session} could not be closed in order")]
    public static partial void CloseFailed(ILogger log, Exception exception, SessionHost session);

    [LoggerMessage(1203, LogLevel.Warning, "principal {Principal} presented a session id of another principal")]
    public static partial void Foreign(ILogger log, string principal);

    [LoggerMessage(1204, LogLevel.Error, "what an earlier run left under way in session {Session} could not be settled: {Reason}")]
    public static partial void NotSettled(ILogger log, string session, string reason);
}
