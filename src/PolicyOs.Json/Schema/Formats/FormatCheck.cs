namespace PolicyOs.Json.Schema.Formats;

/// <summary>Whether a text has a format.</summary>
internal delegate bool FormatCheck(ReadOnlySpan<char> text);
