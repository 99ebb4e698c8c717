using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>Reads request bodies up to a bound.</summary>
internal static class BodyReader
{
    /// <summary>Whether the body says that it is JSON.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the client takes a media type (RFC 9110, Accept): it must say so.</summary>
    public static bool Accepts(HttpRequest request, string mediaType)
    {
        foreach (MediaTypeHeaderValue accepted in request.GetTypedHeaders().Accept)
        {
            if (accepted.Quality is not 0 && (accepted.MatchesAllTypes
                || accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
                || (accepted.MatchesAllSubTypes && mediaType.StartsWith(accepted.Type.Value + "/", StringComparison.OrdinalIgnoreCase))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the body.</summary>
    /// <returns>The bytes, and whether they are all: beyond the bound only the beginning is given.</returns>
    public static async Task<(byte[] Bytes, bool IsWhole)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        long expected = request.ContentLength ?? 4096;
        byte[] buffer = new byte[(int)Math.Min(expected + 1, (long)maxBytes + 1)];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0)
            {
                return (buffer[..length], true);
            }

            if (length > maxBytes)
            {
                return (buffer[..maxBytes], false);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, (long)maxBytes + 1));
            }
        }
    }
}
