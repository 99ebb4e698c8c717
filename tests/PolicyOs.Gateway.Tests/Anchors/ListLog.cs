using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Tests.Anchors;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLog : ILogger
{
    private readonly SemaphoreSlim _more = new(0);

    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue(formatter(state, exception));
        _more.Release();
    }

    /// <summary>Ends with the next line.</summary>
    public Task MoreAsync() => _more.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60));
}
