using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway;

/// <summary>Log messages of the gateway as a whole, ids 3000 to 3099.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(3000, LogLevel.Error, "cannot start: {Reason}")]
    public static partial void CannotStart(ILogger log, string reason);

    [LoggerMessage(3002, LogLevel.Information, "session {Id}")]
    public static partial void Session(ILogger log, string id);

    [LoggerMessage(3003, LogLevel.Error, "what another process appended to the session cannot be read; calls are decided without it")]
    public static partial void CannotFollow(ILogger log, Exception exception);

    [LoggerMessage(3004, LogLevel.Information, "listening on {Url}")]
    public static partial void Listening(ILogger log, string url);

    [LoggerMessage(3001, LogLevel.Warning, "calls were still under way when the gateway ended; they are read back as in doubt")]
    public static partial void Unsettled(ILogger log);

    [LoggerMessage(3005, LogLevel.Information, "the bundle has changed: new sessions are served {Workflow} (bundle {Digest}); running ones {Rest}")]
    public static partial void Reloaded(ILogger log, string workflow, string digest, string rest);

    [LoggerMessage(3007, LogLevel.Information, "session {Id} goes on under bundle {Digest}")]
    public static partial void Moved(ILogger log, string id, string digest);

    [LoggerMessage(3008, LogLevel.Warning, "session {Id} stays under the bundle that it had: {Reason}")]
    public static partial void NotMoved(ILogger log, string id, string reason);

    [LoggerMessage(3006, LogLevel.Error, "the bundle has changed, and the one before it is served on: {Reason}")]
    public static partial void KeptBundle(ILogger log, string reason);
}
