using Microsoft.Extensions.Logging;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Follows what operators append to a running session's stream from another process (spec 5.2).</summary>
internal static class ForeignAppends
{
    /// <summary>Folds newer events of the session's own stream; returns at once.</summary>
    public static void Follow(string stream, GatewaySession session, ILogger log)
    {
        if (stream == session.Stream)
        {
            _ = CatchUpAsync(session, log);
        }
    }

    private static async Task CatchUpAsync(GatewaySession session, ILogger log)
    {
        try
        {
            await session.CatchUpAsync();
        }
        catch (JournalException e)
        {
            GatewayLog.CannotFollow(log, e);
        }
    }
}
