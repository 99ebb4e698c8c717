using Microsoft.Extensions.Logging;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Passes on what a server writes to its standard error, prefixed and at a bounded rate (spec 3.1).</summary>
internal sealed class UpstreamStderr(string server, TimeProvider time, ILogger log)
{
    private const int LinesPerWindow = 100;
    private const int MaxLine = 2000;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _windowStart = time.GetTimestamp();
    private int _lines;

    /// <summary>Passes on one line, unless too many came before it.</summary>
    public void Write(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_gate)
        {
            if (time.GetElapsedTime(_windowStart) > s_window)
            {
                if (_lines > LinesPerWindow)
                {
                    UpstreamLog.StderrDropped(log, server, _lines - LinesPerWindow);
                }

                (_windowStart, _lines) = (time.GetTimestamp(), 0);
            }

            _lines++;
            if (_lines > LinesPerWindow)
            {
                return;
            }
        }

        UpstreamLog.Stderr(log, server, Printable(line.Length > MaxLine ? line[..MaxLine] + "…" : line));
    }

    // A log line is one line, whatever a server writes.
    private static string Printable(string line) => string.Create(line.Length, line, static (span, text) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            span[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }
    });
}
