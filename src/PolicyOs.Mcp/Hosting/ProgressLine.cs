namespace PolicyOs.Mcp.Hosting;

/// <summary>How far long work is, on one line of standard error; nothing where that is no terminal.</summary>
/// <param name="what">What is done.</param>
/// <param name="total">How many steps there are.</param>
/// <param name="unit">What a step is.</param>
internal sealed class ProgressLine(string what, int total, string unit) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _isShown = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private long _shownAt;
    private int _done;
    private int _width;

    /// <summary>One step is done.</summary>
    public void Step()
    {
        if (!_isShown)
        {
            return;
        }

        lock (_gate)
        {
            _done++;
            if (_shownAt != 0 && TimeProvider.System.GetElapsedTime(_shownAt) < s_pause)
            {
                return;
            }

            _shownAt = TimeProvider.System.GetTimestamp();
            Write($"{what} {_done} of {total} {unit}");
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_width > 0)
        {
            Write(string.Empty);
            Console.Error.Write('\r');
        }
    }

    private void Write(string text)
    {
        Console.Error.Write("\r" + text.PadRight(_width));
        _width = text.Length;
    }
}
