using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// The events of one append as the redo log has them, all or none: <c>crc u32 · length u32 · number u64</c>, then for each event
/// <c>stream bytes u32 · body bytes u32 · sequence u64 · stream · body</c>, all little-endian. The CRC-32C is of all that follows it; the length
/// is that of the events.
/// </summary>
internal sealed class RedoRecord
{
    private const int HeadBytes = 16;
    private const int EventHeadBytes = 16;

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    /// <summary>How long it is, its head included.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>Begins another one.</summary>
    public void Start()
    {
        _bytes.ResetWrittenCount();
        _bytes.GetSpan(HeadBytes);
        _bytes.Advance(HeadBytes);
    }

    /// <summary>Adds an event.</summary>
    public void Add(string stream, long sequence, ReadOnlySpan<byte> body)
    {
        int streamBytes = Encoding.UTF8.GetByteCount(stream);
        Span<byte> at = _bytes.GetSpan(EventHeadBytes + streamBytes + body.Length);
        BinaryPrimitives.WriteInt32LittleEndian(at, streamBytes);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], body.Length);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], sequence);
        Encoding.UTF8.GetBytes(stream, at[EventHeadBytes..]);
        body.CopyTo(at[(EventHeadBytes + streamBytes)..]);
        _bytes.Advance(EventHeadBytes + streamBytes + body.Length);
    }

    /// <summary>Gives it its number, and all its bytes.</summary>
    public ReadOnlySpan<byte> Seal(long number)
    {
        Span<byte> bytes = MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Length - HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc(bytes[4..]));
        return bytes;
    }

    /// <summary>Reads the record at the beginning of some bytes: its number and length; null when there is none that is whole.</summary>
    public static (long Number, int Length)? Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes)
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        return length > 0 && length <= bytes.Length - HeadBytes
            && Crc(bytes[4..(HeadBytes + length)]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes)
                ? (BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), HeadBytes + length)
                : null;
    }

    /// <summary>The events of a record that was found.</summary>
    public static IEnumerable<RedoEvent> Events(ReadOnlyMemory<byte> record)
    {
        for (ReadOnlyMemory<byte> rest = record[HeadBytes..]; !rest.IsEmpty;)
        {
            int streamBytes = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            int bodyBytes = BinaryPrimitives.ReadInt32LittleEndian(rest.Span[4..]);
            long sequence = BinaryPrimitives.ReadInt64LittleEndian(rest.Span[8..]);
            rest = rest[EventHeadBytes..];
            yield return new(Encoding.UTF8.GetString(rest.Span[..streamBytes]), sequence, rest.Slice(streamBytes, bodyBytes));
            rest = rest[(streamBytes + bodyBytes)..];
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
