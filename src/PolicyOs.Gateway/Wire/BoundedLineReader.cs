namespace PolicyOs.Gateway.Wire;

/// <summary>
/// Reads lines of bytes from a stream and never holds more than the bound: a longer line is skipped to its newline (spec 3.2). Not for
/// several threads.
/// </summary>
internal sealed class BoundedLineReader(Stream stream, int maxBytes)
{
    private const int ChunkSize = 64 * 1024;

    private byte[] _buffer = new byte[ChunkSize];
    private int _start;
    private int _end;

    /// <summary>Whether the next line has been read from the stream already, so that <see cref="Read"/> would not block.</summary>
    public bool HasLine => _buffer.AsSpan(_start, _end - _start).Contains((byte)'\n');

    /// <summary>Blocks until a line, or the end of the stream.</summary>
    /// <param name="line">The line without its line feed, or the first <c>maxBytes</c> bytes of one that is longer; the caller's to keep.</param>
    /// <returns>What was read.</returns>
    public LineKind Read(out byte[] line)
    {
        int scanned = 0;
        while (true)
        {
            int newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                int length = scanned + newline;
                line = _buffer.AsSpan(_start, Math.Min(length, maxBytes)).ToArray();
                _start += length + 1;
                return length > maxBytes ? LineKind.TooLong : LineKind.Whole;
            }

            scanned = _end - _start;
            if (scanned > maxBytes)
            {
                line = _buffer.AsSpan(_start, maxBytes).ToArray();
                return SkipLine() ? LineKind.TooLong : LineKind.End;
            }

            if (!Fill())
            {
                // What stands behind the last newline was cut off by the end of the stream: not a line.
                line = [];
                return LineKind.End;
            }
        }
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, (long)maxBytes + ChunkSize));
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private bool SkipLine()
    {
        _buffer = new byte[ChunkSize];
        (_start, _end) = (0, 0);
        while (true)
        {
            int read = stream.Read(_buffer, 0, _buffer.Length);
            if (read == 0)
            {
                return false;
            }

            int newline = _buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                (_start, _end) = (newline + 1, read);
                return true;
            }
        }
    }
}
