using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>Reads an event stream (HTML standard, server-sent events) without ever holding more than one event within the bound.</summary>
/// <param name="stream">Read to its end.</param>
/// <param name="maxBytes">The bound of an event's data; of a longer one only the beginning is kept.</param>
/// <param name="position">Where in the stream the reader is; outlives it.</param>
internal sealed class EventStreamReader(Stream stream, int maxBytes, StreamPosition position)
{
    private const int MaxId = 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _start;
    private int _end;
    private bool _afterReturn;
    private bool _isFirst = true;
    private bool _isLineTooLong;

    /// <summary>Reads the next event that has data or an id; null at the end, where a part of an event counts for nothing.</summary>
    public async ValueTask<ServerEvent?> ReadAsync(CancellationToken cancellation)
    {
        var data = new ArrayBufferWriter<byte>();
        string type = "message";
        bool hasData = false;
        bool isTooLong = false;
        while (await ReadLineAsync(cancellation))
        {
            ReadOnlySpan<byte> line = _line.WrittenSpan;
            if (line.IsEmpty)
            {
                if (hasData)
                {
                    return new(type, data.WrittenSpan.ToArray(), isTooLong);
                }

                type = "message";
                continue;
            }

            int colon = line.IndexOf((byte)':');
            ReadOnlySpan<byte> name = colon < 0 ? line : line[..colon];
            ReadOnlySpan<byte> value = colon < 0 ? default : line[(colon + 1)..];
            value = value.StartsWith(" "u8) ? value[1..] : value;
            if (name.SequenceEqual("data"u8))
            {
                isTooLong |= _isLineTooLong || data.WrittenCount + value.Length + 1 > maxBytes + 1;
                if (!isTooLong || data.WrittenCount == 0)
                {
                    data.Write(hasData ? "\n"u8 : default);
                    data.Write(value[..Math.Min(value.Length, maxBytes)]);
                }

                hasData = true;
            }
            else if (name.SequenceEqual("event"u8) && !value.IsEmpty)
            {
                type = Encoding.UTF8.GetString(value[..Math.Min(value.Length, MaxId)]);
            }
            else if (name.SequenceEqual("id"u8) && value.Length <= MaxId && !value.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                position.LastId = value.IsEmpty ? null : Encoding.ASCII.GetString(value);
            }
            else if (name.SequenceEqual("retry"u8) && Utf8Parser.TryParse(value, out uint milliseconds, out int used) && used == value.Length)
            {
                position.SetPause(milliseconds);
            }
        }

        return null;
    }

    private async ValueTask<bool> ReadLineAsync(CancellationToken cancellation)
    {
        _line.ResetWrittenCount();
        _isLineTooLong = false;
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellation));
                if (_end == 0)
                {
                    return false;
                }
            }

            if (_afterReturn)
            {
                // The line feed of a pair that ended the line before.
                _afterReturn = false;
                _start += _buffer[_start] == '\n' ? 1 : 0;
                continue;
            }

            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            Keep(length < 0 ? rest : rest[..length]);
            if (length < 0)
            {
                _start = _end;
                continue;
            }

            _afterReturn = rest[length] == '\r';
            _start += length + 1;
            SkipByteOrderMark();
            return true;
        }
    }

    // A field's name and the bound of its value; the rest of a longer line is read past.
    private void Keep(ReadOnlySpan<byte> part)
    {
        int room = Math.Max(0, maxBytes + 16 - _line.WrittenCount);
        _isLineTooLong |= part.Length > room;
        _line.Write(part[..Math.Min(part.Length, room)]);
    }

    private void SkipByteOrderMark()
    {
        if (_isFirst && _line.WrittenSpan.StartsWith("\uFEFF"u8))
        {
            byte[] rest = _line.WrittenSpan[3..].ToArray();
            _line.ResetWrittenCount();
            _line.Write(rest);
        }

        _isFirst = false;
    }
}
