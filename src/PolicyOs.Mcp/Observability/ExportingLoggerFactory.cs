using Microsoft.Extensions.Logging;

namespace PolicyOs.Mcp.Observability;

/// <summary>Loggers that write to standard error and, without what servers and exceptions say in their own words, to an exporter.</summary>
internal sealed class ExportingLoggerFactory(ILoggerFactory error, ILoggerFactory exported) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new ExportingLogger(error.CreateLogger(categoryName), exported.CreateLogger(categoryName));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("logs go to standard error and to the exporter only");

    /// <summary>Both are disposed by who made them.</summary>
    public void Dispose()
    {
    }
}
