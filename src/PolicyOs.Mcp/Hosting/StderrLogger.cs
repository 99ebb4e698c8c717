using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Writes one line a message.</summary>
internal sealed class StderrLogger(string category, LogFormat format, LogLevel minimum, TextWriter error, TimeProvider time) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            string message = formatter(state, exception);
            error.WriteLine(format == LogFormat.Json ? Json(logLevel, eventId, state, message, exception) : Text(logLevel, message, exception));
        }
    }

    private static string Text(LogLevel level, string message, Exception? exception)
    {
        string prefix = level switch { >= LogLevel.Error => "error: ", LogLevel.Warning => "warning: ", _ => "" };
        return exception is null ? $"policyos: {prefix}{message}" : $"policyos: {prefix}{message}{Environment.NewLine}{exception}";
    }

    private string Json<TState>(LogLevel level, EventId id, TState state, string message, Exception? exception)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            w.WriteString("time"u8, time.GetUtcNow());
            w.WriteString("level"u8, level.ToString().ToLowerInvariant());
            w.WriteNumber("id"u8, id.Id);
            w.WriteString("category"u8, category);
            w.WriteString("message"u8, message);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach ((string name, object? value) in values.Where(v => v.Key != "{OriginalFormat}"))
                {
                    w.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            if (exception is not null)
            {
                w.WriteString("exception"u8, exception.ToString());
            }

            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
