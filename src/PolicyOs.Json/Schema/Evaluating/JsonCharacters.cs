using System.Buffers;
using System.Text;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Hands the characters of JSON text to code that needs them, from the stack or a pool.</summary>
internal static class JsonCharacters
{
    private const int StackLength = 256;

    /// <summary>What looks at the characters.</summary>
    public interface IReader<T>
    {
        T Read(scoped ReadOnlySpan<char> text);
    }

    /// <summary>Unescapes and decodes, then reads. Bytes that are no UTF-8 become U+FFFD.</summary>
    public static T Read<TReader, T>(ReadOnlySpan<byte> raw, ref TReader reader)
        where TReader : struct, IReader<T>
    {
        bool escaped = JsonText.IsEscaped(raw);
        byte[]? bytes = escaped && raw.Length > StackLength ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        char[]? chars = raw.Length > StackLength ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        Span<byte> plain = escaped ? bytes ?? stackalloc byte[StackLength] : default;
        Span<char> text = chars ?? stackalloc char[StackLength];
        ReadOnlySpan<byte> utf8 = escaped ? plain[..JsonText.Unescape(raw, plain)] : raw;
        try
        {
            return reader.Read(text[..Encoding.UTF8.GetChars(utf8, text)]);
        }
        finally
        {
            if (bytes is not null)
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }

            if (chars is not null)
            {
                ArrayPool<char>.Shared.Return(chars);
            }
        }
    }
}
