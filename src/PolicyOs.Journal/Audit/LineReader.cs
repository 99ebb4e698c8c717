namespace PolicyOs.Journal.Audit;

/// <summary>Reads lines that end with a line feed, without copying those that fit its buffer.</summary>
internal sealed class LineReader(Stream file)
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The line, without its end; valid until the next.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the line ended with a line feed, as every line must.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads the next line; false when there is none.</summary>
    public bool Read()
    {
        int searched = 0;
        while (true)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0 || _ended)
            {
                IsWhole = at >= 0;
                int length = IsWhole ? searched + at : _end - _start;
                Line = _buffer.AsMemory(_start, length);
                _start += length + (IsWhole ? 1 : 0);
                return IsWhole || length > 0;
            }

            searched = _end - _start;
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = file.Read(_buffer.AsSpan(_end));
        _end += read;
        _ended = read == 0;
    }
}
