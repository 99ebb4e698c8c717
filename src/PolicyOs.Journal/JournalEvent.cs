namespace PolicyOs.Journal;

/// <summary>An event as stored (spec 5.1).</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Source"><c>policyos/&lt;workflow&gt;</c>.</param>
/// <param name="Stream">The CloudEvents subject.</param>
/// <param name="Sequence">Position in its stream from 1.</param>
/// <param name="Time">When it was appended.</param>
/// <param name="Draft">Type, data and extensions.</param>
/// <param name="PreviousHash">Hash of the event before it in its stream; null for the first.</param>
/// <param name="Hash">SHA-256 over the canonical event without this attribute, lower-case hex.</param>
public sealed record JournalEvent(
    string Id, string Source, string Stream, long Sequence, DateTimeOffset Time, EventDraft Draft, string? PreviousHash, string Hash);
