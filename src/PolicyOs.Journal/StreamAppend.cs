namespace PolicyOs.Journal;

/// <summary>Events for one stream, with the sequence that the writer believes is the last.</summary>
/// <param name="Stream"><c>session/…</c>, <c>tenant/…</c>, <c>bundle/…</c>, <c>workflow/…</c>.</param>
/// <param name="ExpectedSequence">0 for a new stream.</param>
/// <param name="Events">At least one.</param>
public sealed record StreamAppend(string Stream, long ExpectedSequence, IReadOnlyList<EventDraft> Events);
