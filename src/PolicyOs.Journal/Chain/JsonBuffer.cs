using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyOs.Journal.Chain;

/// <summary>A reusable buffer that takes JSON as RFC 8785 writes it.</summary>
internal sealed class JsonBuffer
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    private byte[] _bytes = new byte[2048];

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Starts again.</summary>
    public void Reset() => Length = 0;

    /// <summary>UTF-8 as it is.</summary>
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        Length += utf8.Length;
    }

    /// <summary>A whole number.</summary>
    public void Number(long value)
    {
        value.TryFormat(Room(20), out int written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A time as <c>2026-01-02T03:04:05.1234567Z</c>, in quotes.</summary>
    public void Time(DateTimeOffset value)
    {
        Span<byte> room = Room(40);
        room[0] = (byte)'"';
        value.UtcDateTime.TryFormat(room[1..], out int written, "O", CultureInfo.InvariantCulture);
        room[written + 1] = (byte)'"';
        Length += written + 2;
    }

    /// <summary>A string in quotes, escaped as little as RFC 8785 (3.2.2.2) allows.</summary>
    public void Text(ReadOnlySpan<char> value)
    {
        Raw("\""u8);
        while (value.IndexOfAny(Escaped) is >= 0 and int at)
        {
            Unescaped(value[..at]);
            Escape(value[at]);
            value = value[(at + 1)..];
        }

        Unescaped(value);
        Raw("\""u8);
    }

    /// <summary>Makes room in the middle of what was written.</summary>
    public Span<byte> Insert(int at, int count)
    {
        Room(count);
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + count));
        Length += count;
        return _bytes.AsSpan(at, count);
    }

    private void Unescaped(ReadOnlySpan<char> value) => Length += Encoding.UTF8.GetBytes(value, Room(value.Length * 3));

    private void Escape(char value)
    {
        ReadOnlySpan<byte> known = value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
        if (!known.IsEmpty)
        {
            Raw(known);
            return;
        }

        Raw("\\u00"u8);
        ((int)value).TryFormat(Room(2), out int written, "x2", CultureInfo.InvariantCulture);
        Length += written;
    }

    private Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        return _bytes.AsSpan(Length);
    }
}
