using System.Buffers;
using System.Text.Json;
using PolicyOs.Json.Strict;

namespace PolicyOs.Json.Canonical;

/// <summary>
/// The JSON Canonicalization Scheme (RFC 8785): one document of one value has one sequence of bytes. Members are sorted by the UTF-16 code units
/// of their names, strings escaped only where they have to be, no white space.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The deepest nesting of containers that is written.</summary>
    public const int MaxDepth = 256;

    /// <summary>Writes a value that is known to have a canonical form, as everything does that <see cref="StrictReader"/> lets through, in the exact form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="target">Receives the UTF-8 bytes.</param>
    /// <param name="form">How numbers are written.</param>
    /// <exception cref="InvalidOperationException">The value has none; see <see cref="TryWrite"/>.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> target, CanonicalForm form)
    {
        if (!TryWrite(value, target, form, out StrictError? error))
        {
            throw new InvalidOperationException("no canonical form: " + error!.Message);
        }
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="target">Receives the UTF-8 bytes; after an error it may have received some of them.</param>
    /// <param name="form">How numbers are written.</param>
    /// <param name="error">
    /// What RFC 8785 has no form for: a name twice in an object, text that is no Unicode, and in <see cref="CanonicalForm.Rfc8785"/> a number beyond a double's
    /// range. Also nesting deeper than <see cref="MaxDepth"/>.
    /// </param>
    public static bool TryWrite(JsonElement value, IBufferWriter<byte> target, CanonicalForm form, out StrictError? error)
    {
        ArgumentNullException.ThrowIfNull(target);
        var writer = new CanonicalWriter(target, form);
        try
        {
            bool written = writer.Write(value);
            error = written ? null : writer.Error;
            return written;
        }
        finally
        {
            writer.Dispose();
        }
    }
}
