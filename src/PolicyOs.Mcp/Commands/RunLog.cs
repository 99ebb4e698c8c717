using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Commands;

/// <summary>Log messages of <c>run</c>, ids 100 to 199.</summary>
internal static partial class RunLog
{
    [LoggerMessage(100, LogLevel.Error, "{Problem}")]
    public static partial void Refused(ILogger log, string problem);

    [LoggerMessage(101, LogLevel.Information, "serving {Workflow} {Version} (bundle {Digest}), mode {Mode}, principal {Principal} for every call")]
    public static partial void Starting(ILogger log, string workflow, string version, string digest, EnforcementMode mode, string principal);

    [LoggerMessage(104, LogLevel.Warning, "server {Server} was given `{Given}`, which holds this bundle: its tools could rewrite the contract that they are under")]
    public static partial void ExposedBundle(ILogger log, string server, string given);

    [LoggerMessage(105, LogLevel.Information, "watching the bundle for changes")]
    public static partial void Watching(ILogger log);

    [LoggerMessage(103, LogLevel.Information, "store {Path}, durability {Durability}")]
    public static partial void SqliteStore(ILogger log, string path, string durability);

    [LoggerMessage(102, LogLevel.Information, "store memory: the journal ends with this process")]
    public static partial void MemoryStore(ILogger log);
}
