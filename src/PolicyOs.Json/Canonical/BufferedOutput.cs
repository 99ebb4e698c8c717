using System.Buffers;

namespace PolicyOs.Json.Canonical;

/// <summary>Collects small writes, so that the target is asked for memory once in a while and not once per token.</summary>
internal ref struct BufferedOutput(IBufferWriter<byte> target)
{
    private Span<byte> _free;
    private int _used;

    public void Write(byte value)
    {
        if (_used == _free.Length)
        {
            Refill();
        }

        _free[_used++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _free.Length - _used)
        {
            int fitting = _free.Length - _used;
            bytes[..fitting].CopyTo(_free[_used..]);
            bytes = bytes[fitting..];
            _used += fitting;
            Refill();
        }

        bytes.CopyTo(_free[_used..]);
        _used += bytes.Length;
    }

    /// <summary>Writes text that needs no escape, with its quotes.</summary>
    public void WriteQuoted(scoped ReadOnlySpan<byte> text)
    {
        Span<byte> free = _free[_used..];
        if (free.Length < text.Length + 2)
        {
            Write((byte)'"');
            Write(text);
            Write((byte)'"');
            return;
        }

        free[0] = (byte)'"';
        text.CopyTo(free[1..]);
        free[text.Length + 1] = (byte)'"';
        _used += text.Length + 2;
    }

    /// <summary>Writes the same byte a number of times.</summary>
    public void Repeat(byte value, int count)
    {
        for (; count > 0; count--)
        {
            Write(value);
        }
    }

    /// <summary>Hands on what was written.</summary>
    public void Flush()
    {
        target.Advance(_used);
        _free = default;
        _used = 0;
    }

    private void Refill()
    {
        Flush();
        _free = target.GetSpan();
    }
}
