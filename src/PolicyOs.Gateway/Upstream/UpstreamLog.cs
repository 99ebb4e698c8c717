using Microsoft.Extensions.Logging;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Observability;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Log messages of upstream connections, ids 2000 to 2099.</summary>
internal static partial class UpstreamLog
{
    [LoggerMessage(2000, LogLevel.Information, "server {Server}: started `{Command}` (digest {Digest}, process {ProcessId})")]
    public static partial void Spawned(ILogger log, string server, string command, string digest, int processId);

    [LoggerMessage(TelemetryNames.ServersOwnWords, LogLevel.Information, "[{Server}] {Line}")]
    public static partial void Stderr(ILogger log, string server, string line);

    [LoggerMessage(2002, LogLevel.Warning, "[{Server}] {Lines} lines of standard error dropped")]
    public static partial void StderrDropped(ILogger log, string server, int lines);

    [LoggerMessage(2003, LogLevel.Warning, "server {Server}: {Reason}")]
    public static partial void Refused(ILogger log, string server, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "server {Server} is not available: {Reason}")]
    public static partial void Unavailable(ILogger log, string server, string reason);

    [LoggerMessage(2005, LogLevel.Information, "server {Server} is ready: {Tools} tools, protocol {ProtocolVersion}")]
    public static partial void Ready(ILogger log, string server, int tools, string protocolVersion);

    [LoggerMessage(2006, LogLevel.Information, "server {Server} starts again in {Delay}")]
    public static partial void Restarting(ILogger log, string server, TimeSpan delay);

    [LoggerMessage(2007, LogLevel.Warning, "server {Server}: tool `{Tool}` is declared in mcp_contract.yaml but not offered as `{UpstreamName}`")]
    public static partial void NotOffered(ILogger log, string server, string tool, string upstreamName);

    [LoggerMessage(2008, LogLevel.Warning, "server {Server}: {Kind} `{Name}` is quarantined: {Reason}")]
    public static partial void Quarantined(ILogger log, string server, PinnedKind kind, string name, string reason);

    [LoggerMessage(2009, LogLevel.Error, "a pin or a quarantine could not be journaled: {Reason}")]
    public static partial void NotJournaled(ILogger log, string reason);

    [LoggerMessage(2010, LogLevel.Warning, "server {Server}: its name `{Name}` is nearly `{Tool}` of server {Other}; a model may take one for the other")]
    public static partial void NearName(ILogger log, string server, string name, string tool, string other);

    [LoggerMessage(2011, LogLevel.Warning, "server {Server}: its instructions are not the ones that were pinned and are not shown")]
    public static partial void InstructionsHeld(ILogger log, string server);

    [LoggerMessage(2012, LogLevel.Error, "server {Server}: what it asks by {Method} could not be put to the client")]
    public static partial void NotAsked(ILogger log, Exception exception, string server, string method);

    [LoggerMessage(2013, LogLevel.Warning, "server {Server}: its errors hold `data.policyos`, by which clients know decisions of the gateway; it is left out of them")]
    public static partial void LooksLikeDecision(ILogger log, string server);
}
