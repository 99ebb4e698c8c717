using System.Buffers;

namespace PolicyOs.Gateway.Wire;

/// <summary>
/// Writes whole messages, one a line, in the order of the calls. Whoever finds no write under way writes, for itself and for those that
/// come meanwhile; so a lone message goes out at once and many go out together.
/// </summary>
internal sealed class MessageSink(Stream stream) : IMessageOutlet
{
    /// <summary>More than this waiting for a reader that does not read ends the connection, bytes.</summary>
    private const int MaxWaiting = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _waiting = new(4096);
    private ArrayBufferWriter<byte> _writing = new(4096);
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Whether a write has failed or the sink was closed; later messages go nowhere.</summary>
    public bool IsClosed => _isClosed;

    /// <inheritdoc/>
    public bool Send(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_isClosed || _waiting.WrittenCount > MaxWaiting)
            {
                return false;
            }

            _waiting.Write(message);
            _waiting.Write("\n"u8);
            if (_isWriting || SendBatch.TryHold(this))
            {
                return true;
            }

            _isWriting = true;
        }

        WriteWaiting();
        return !_isClosed;
    }

    /// <summary>Writes what a <see cref="SendBatch"/> has held.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        WriteWaiting();
    }

    /// <inheritdoc/>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    private void WriteWaiting()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_waiting.WrittenCount == 0 || _isClosed)
                {
                    _isWriting = false;
                    return;
                }

                (_waiting, _writing) = (_writing, _waiting);
            }

            try
            {
                stream.Write(_writing.WrittenSpan);
                stream.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                Close();
            }

            _writing.ResetWrittenCount();
        }
    }
}
