namespace PolicyOs.Journal.Sqlite;

/// <summary>An event as the redo log has it.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Sequence">Its position there, from 1.</param>
/// <param name="Body">The event as stored.</param>
internal readonly record struct RedoEvent(string Stream, long Sequence, ReadOnlyMemory<byte> Body);
