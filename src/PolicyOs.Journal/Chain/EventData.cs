using System.Buffers;
using System.Text.Json;
using PolicyOs.Json.Canonical;
using PolicyOs.Json.Strict;

namespace PolicyOs.Journal.Chain;

/// <summary>The data of an event in canonical form: the one place that decides what canonical means here.</summary>
internal static class EventData
{
    /// <summary>Bytes that the data of one event may have (spec 5.1).</summary>
    public const int MaxBytes = 16 * 1024;

    // The event around it adds one level, and is read with the usual limit of 64.
    private static readonly JsonDocumentOptions Nesting = new() { MaxDepth = 60 };

    // Used again: an event is smaller than what it takes to make room for one.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_target;

    /// <summary>The canonical form of a JSON object.</summary>
    /// <exception cref="ArgumentException">Not a JSON object, without a canonical form, or too large: a defect of the caller.</exception>
    public static byte[] Canonical(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data, Nesting);
            ArrayBufferWriter<byte> target = t_target ??= new(MaxBytes);
            target.ResetWrittenCount();
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ArgumentException("event data is not a JSON object");
            }

            if (!CanonicalJson.TryWrite(document.RootElement, target, CanonicalForm.Exact, out StrictError? error))
            {
                throw new ArgumentException("event data has no canonical form: " + error!.Message);
            }

            return target.WrittenCount <= MaxBytes
                ? target.WrittenSpan.ToArray()
                : throw new ArgumentException($"event data of {target.WrittenCount} bytes; {MaxBytes} is the most");
        }
        catch (JsonException e)
        {
            throw new ArgumentException("event data is not JSON: " + e.Message, e);
        }
    }
}
