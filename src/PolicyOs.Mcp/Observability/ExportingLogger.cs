using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Observability;

namespace PolicyOs.Mcp.Observability;

/// <summary>Writes a message twice. An exception stays on standard error: its words may hold what a call was about.</summary>
internal sealed class ExportingLogger(ILogger error, ILogger exported) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => error.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        error.Log(logLevel, eventId, state, exception, formatter);
        if (IsEnabled(logLevel) && eventId.Id != TelemetryNames.ServersOwnWords)
        {
            exported.Log(logLevel, eventId, state, null, formatter);
        }
    }
}
