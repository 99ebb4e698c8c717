using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway.Wire;

/// <summary>
/// Reads lines on a thread of its own and hands messages to a peer. A thread, because a blocking read answers sooner than a pooled one
/// and is there for the life of the connection.
/// </summary>
internal static class LineLoop
{
    /// <summary>
    /// The most lines that are dealt with before what they led to is sent: few wake-ups of the other side, and yet it is at work while the
    /// rest is dealt with.
    /// </summary>
    private const int MaxHeld = 8;

    /// <summary>Starts reading; the thread ends with the stream and closes the peer.</summary>
    /// <param name="name">Shown by debuggers.</param>
    /// <param name="stream">Read to its end.</param>
    /// <param name="peer">Gets every message.</param>
    /// <param name="options">The strict edge, with the bound of a line.</param>
    public static Thread Start(string name, Stream stream, RpcPeer peer, StrictOptions options)
    {
        var thread = new Thread(() => Run(stream, peer, options)) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private static void Run(Stream stream, RpcPeer peer, StrictOptions options)
    {
        var reader = new BoundedLineReader(stream, options.MaxBytes);
        var batch = new SendBatch();
        int held = 0;
        string reason = "the stream ended";
        try
        {
            while (reader.Read(out byte[] line) is var kind && kind != LineKind.End)
            {
                bool isLast = ++held >= MaxHeld || !reader.HasLine;
                if (isLast)
                {
                    SendBatch.Stop();
                }
                else
                {
                    batch.Hold();
                }

                ReadOnlySpan<byte> text = line.AsSpan().TrimEnd((byte)'\r');
                if (kind == LineKind.TooLong)
                {
                    peer.Receive(MessageParser.TooLong(text, options.MaxBytes));
                }
                else if (!text.IsEmpty)
                {
                    peer.Receive(MessageParser.Parse(text.Length == line.Length ? line : text.ToArray(), options));
                }

                if (isLast)
                {
                    batch.Flush();
                    held = 0;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            reason = e.Message;
        }

        catch (Exception e)
        {
            // A failure over one connection's messages ends that connection, and not the process with all others.
            reason = $"the gateway failed over a message ({e.GetType().Name}: {e.Message})";
        }

        peer.Close(reason);
    }
}
