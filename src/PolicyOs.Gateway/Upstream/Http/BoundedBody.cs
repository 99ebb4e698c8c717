namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>Reads an answer's body up to a bound.</summary>
internal static class BoundedBody
{
    /// <summary>Reads the body.</summary>
    /// <returns>The bytes, and whether they are all: beyond the bound only the beginning is given.</returns>
    public static async Task<(byte[] Bytes, bool IsWhole)> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellation);
        long expected = content.Headers.ContentLength ?? 4096;
        byte[] buffer = new byte[(int)Math.Min(expected + 1, (long)maxBytes + 1)];
        int length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellation) is > 0 and int read)
        {
            length += read;
            if (length > maxBytes)
            {
                return (buffer[..maxBytes], false);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, (long)maxBytes + 1));
            }
        }

        return (buffer[..length], true);
    }
}
