using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PolicyOs.Mcp.Hosting;

/// <summary>
/// Makes UUIDv7 (RFC 9562, section 5.7): the one place where chance enters. The random bits come from the system's generator, many ids' worth
/// at a time, for to ask it costs more than all else about an id.
/// </summary>
internal static class NewIds
{
    private const int RandomBytes = 10;

    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_used;

    /// <summary>An id that nobody has had, and that sorts after those of earlier milliseconds.</summary>
    /// <param name="time">Its first 48 bits: milliseconds since 1970.</param>
    public static Guid Next(DateTimeOffset time)
    {
        byte[] random = t_random ??= new byte[64 * RandomBytes];
        if (t_used == 0)
        {
            RandomNumberGenerator.Fill(random);
        }

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, time.ToUnixTimeMilliseconds() << 16);
        Span<byte> fresh = random.AsSpan(t_used, RandomBytes);
        fresh.CopyTo(id[6..]);
        fresh.Clear();
        t_used = (t_used + RandomBytes) % random.Length;
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
