namespace PolicyOs.Json.Strict;

/// <summary>The first reason found to refuse a document.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Offset">The byte at which it was found, from 0; null when a parsed element was checked and no bytes are at hand.</param>
/// <param name="Pointer">The JSON Pointer (RFC 6901) of the value or property in question, or of the container that was open; names in it are cut at 64 characters.</param>
/// <param name="Message">A sentence for people, in lower case, without full stop.</param>
public sealed record StrictError(StrictErrorKind Kind, int? Offset, string Pointer, string Message);
