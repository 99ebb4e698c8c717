namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Bounds what waits in this process for connections that do not read (spec 3.2): a stream with too much is closed, so that a slow reader
/// costs itself and nobody else.
/// </summary>
/// <param name="perStream">Bytes that may wait on one stream, beside its newest message.</param>
/// <param name="total">Bytes that may wait on all together.</param>
internal sealed class Backlog(long perStream = 8 * 1024 * 1024, long total = 32 * 1024 * 1024)
{
    private long _waiting;

    /// <summary>Bytes that wait now.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>A message waits on a stream.</summary>
    /// <returns>False when the stream has to be closed: it alone has too much, or all together have and it has more than its share.</returns>
    public bool Waits(EventLog stream, int size)
    {
        long all = Interlocked.Add(ref _waiting, size);
        long before = stream.Waiting - size;
        return before <= perStream && (all <= total || before <= perStream / 16);
    }

    /// <summary>What waited was read, or dropped.</summary>
    public void Drained(long size) => Interlocked.Add(ref _waiting, -size);
}
