using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Anchors;

/// <summary>Log messages of sending anchors, ids 3100 to 3199. The address is shown without its query, which may be a password.</summary>
internal static partial class AnchorLog
{
    [LoggerMessage(3100, LogLevel.Warning, "anchor {Number} could not be sent to {Address}: {Reason}; {Waiting} wait, the next try is in {Seconds} s")]
    public static partial void NotSent(ILogger log, long number, string address, string reason, int waiting, double seconds);

    [LoggerMessage(3101, LogLevel.Information, "anchors are sent to {Address} again")]
    public static partial void SentAgain(ILogger log, string address);

    [LoggerMessage(3102, LogLevel.Error, "anchor {Number} will not be sent to {Address}: {Most} newer ones wait already; it is in the journal")]
    public static partial void Dropped(ILogger log, long number, string address, int most);

    [LoggerMessage(3103, LogLevel.Error, "{Count} anchors from number {Number} on were not sent to {Address} when the gateway ended; they are in the journal")]
    public static partial void Left(ILogger log, int count, long number, string address);
}
