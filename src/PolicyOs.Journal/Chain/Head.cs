namespace PolicyOs.Journal.Chain;

/// <summary>The end of a stream.</summary>
/// <param name="Sequence">Of its last event; 0 when it has none.</param>
/// <param name="Hash">Of its last event; null when it has none.</param>
internal readonly record struct Head(long Sequence, string? Hash);
