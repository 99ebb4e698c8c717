namespace PolicyOs.Journal.Records;

/// <summary>Arguments or a result kept beside the journal.</summary>
/// <param name="Hash">The keyed hash that the event holds; see <see cref="Keys.JournalKeys.Hash"/>.</param>
/// <param name="Form">In what form.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Expires">From when on it is gone.</param>
public sealed record JournalRecord(string Hash, RecordForm Form, ReadOnlyMemory<byte> Content, DateTimeOffset Expires);
