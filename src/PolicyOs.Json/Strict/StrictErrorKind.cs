namespace PolicyOs.Json.Strict;

/// <summary>Why the strict edge refuses a document (spec 3.2, and 2.5 for numbers).</summary>
public enum StrictErrorKind
{
    /// <summary>More bytes than <see cref="StrictOptions.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>A byte sequence that is not UTF-8 (RFC 3629), encoded surrogates included.</summary>
    NotUtf8,

    /// <summary>Not JSON (RFC 8259): bad syntax, an early end, text after the end, a byte order mark.</summary>
    Malformed,

    /// <summary>A <c>\u</c> escape of half a surrogate pair, in a name or in a value.</summary>
    LoneSurrogate,

    /// <summary>One object names a property twice, compared after unescaping.</summary>
    DuplicateProperty,

    /// <summary>A name of the envelope in other letters: <c>Method</c> for <c>method</c>.</summary>
    CaseVariant,

    /// <summary>A message that is an array: JSON-RPC batches are refused.</summary>
    Batch,

    /// <summary>A message that is neither an object nor an array.</summary>
    NotAnObject,

    /// <summary>Containers nested deeper than <see cref="StrictOptions.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>A number with more digits or a larger exponent than policy computes with (spec 2.5).</summary>
    NumberOutOfRange,
}
