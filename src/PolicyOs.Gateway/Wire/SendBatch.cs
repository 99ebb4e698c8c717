namespace PolicyOs.Gateway.Wire;

/// <summary>
/// Messages that a reading thread sends while more lines are at hand already: they go out together when it has dealt with those lines. To
/// wake the other side for each costs both sides more than the message. Of one thread; what other threads send meanwhile is not held.
/// </summary>
internal sealed class SendBatch
{
    [ThreadStatic]
    private static SendBatch? t_current;

    [ThreadStatic]
    private static SendBatch? t_own;

    private readonly List<MessageSink> _sinks = [];

    /// <summary>Whether this thread holds messages now; then <paramref name="sink"/> is flushed when it stops.</summary>
    public static bool TryHold(MessageSink sink)
    {
        if (t_current is not { } batch)
        {
            return false;
        }

        if (!batch._sinks.Contains(sink))
        {
            batch._sinks.Add(sink);
        }

        return true;
    }

    /// <summary>Holds what this thread sends from now on.</summary>
    public void Hold() => t_current = this;

    /// <summary>Holds what this thread sends from now on, for whoever has to keep an order and may not wait for a reader meanwhile.</summary>
    /// <returns>What to <see cref="Flush"/>; null when the thread holds messages already, which are flushed in their time.</returns>
    public static SendBatch? HoldHere()
    {
        if (t_current is not null)
        {
            return null;
        }

        return t_current = t_own ??= new();
    }

    /// <summary>Holds nothing from now on.</summary>
    public static void Stop() => t_current = null;

    /// <summary>Stops, and sends what was held.</summary>
    public void Flush()
    {
        Stop();
        foreach (MessageSink sink in _sinks)
        {
            sink.Flush();
        }

        _sinks.Clear();
    }
}
