namespace PolicyOs.Json.Strict;

/// <summary>What a scan stopped at, before its place has been worked out for people.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Offset">The byte at which it was found.</param>
/// <param name="Reason">What it is, as the end of a sentence.</param>
/// <param name="Property">The property in question, when it is one.</param>
internal readonly record struct StrictFault(StrictErrorKind Kind, int Offset, string Reason, string? Property = null);
