using Microsoft.Extensions.Logging;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Loggers that write to standard error, which in stdio mode is the only stream left for people.</summary>
internal sealed class StderrLoggerFactory(LogFormat format, LogLevel minimum, TimeProvider time) : ILoggerFactory
{
    private readonly TextWriter _error = TextWriter.Synchronized(Console.Error);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new StderrLogger(categoryName, format, minimum, _error, time);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("logs go to standard error only");

    /// <inheritdoc/>
    public void Dispose() => _error.Flush();
}
