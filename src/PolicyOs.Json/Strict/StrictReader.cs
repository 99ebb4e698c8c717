namespace PolicyOs.Json.Strict;

/// <summary>
/// The strict edge (spec 3.2): what two JSON readers could understand in two ways is refused before policy sees it. Speaks of bytes only; a
/// document that passes is one that <see cref="System.Text.Json.JsonDocument"/> parses, to the same meaning.
/// </summary>
public static class StrictReader
{
    /// <summary>Checks one document in one pass, without allocating when it is fine.</summary>
    /// <param name="utf8">The whole document and nothing else.</param>
    /// <param name="options">The bounds, and whether the document is a message.</param>
    /// <returns>The first error found, or null. Names are compared when their object closes, so an error inside an object comes before its duplicates.</returns>
    public static StrictError? Check(ReadOnlySpan<byte> utf8, StrictOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (utf8.Length > options.MaxBytes)
        {
            return new(StrictErrorKind.TooLarge, options.MaxBytes, "", $"the text has {utf8.Length} bytes, and {options.MaxBytes} are allowed");
        }

        var scanner = new StrictScanner(utf8, options);
        try
        {
            return scanner.Scan() ? null : FaultReport.Of(utf8, scanner.Fault);
        }
        finally
        {
            scanner.Dispose();
        }
    }

    /// <summary>
    /// Finds the <c>id</c> of a JSON-RPC message that is refused, so that the refusal can be answered. Reads over whatever else is wrong with the
    /// message, up to where its outermost object can no longer be followed.
    /// </summary>
    /// <param name="utf8">The message, or the beginning of one.</param>
    /// <param name="id">The id as it is written: a string with its quotes, or an integer.</param>
    /// <returns>False where there is no id, where it is neither string nor integer, and where there are two, in whatever letters.</returns>
    public static bool TryReadId(ReadOnlySpan<byte> utf8, out ReadOnlySpan<byte> id)
    {
        return MessageId.TryRead(utf8, out id);
    }
}
