using System.Collections;
using Microsoft.Extensions.Logging;

namespace PolicyOs.Mcp.Observability;

/// <summary>The telemetry of a process from its start to its end; nothing at all when it is off.</summary>
/// <param name="Logs">Where the process logs to.</param>
internal sealed record ObservedProcess(ILoggerFactory Logs) : IDisposable
{
    private OtlpExport? _export;

    /// <summary>Begins to export what the environment asks for.</summary>
    /// <param name="environment">The process's.</param>
    /// <param name="error">The log on standard error.</param>
    /// <returns>The process, or what is wrong with a variable.</returns>
    public static (ObservedProcess? Process, string? Problem) Start(IDictionary environment, ILoggerFactory error)
    {
        (TelemetrySettings? settings, string? problem) = TelemetrySettings.Read(environment);
        return settings is null ? (null, problem) : (settings.IsOn ? Export(settings, error) : new(error), null);
    }

    /// <inheritdoc/>
    public void Dispose() => _export?.Dispose();

    // Apart, so that the library is loaded only when it is used.
    private static ObservedProcess Export(TelemetrySettings settings, ILoggerFactory error)
    {
        OtlpExport export = OtlpExport.Start(settings);
        return new(export.Logs is { } logs ? new ExportingLoggerFactory(error, logs) : error) { _export = export };
    }
}
