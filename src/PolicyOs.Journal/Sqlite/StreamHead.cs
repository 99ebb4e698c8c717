namespace PolicyOs.Journal.Sqlite;

/// <summary>The end of a stream as the writer knows it.</summary>
/// <param name="id">Its row; 0 while it has none.</param>
internal sealed class StreamHead(long id)
{
    public long Id { get; set; } = id;

    /// <summary>Of its last event; 0 when it has none.</summary>
    public long Sequence { get; set; }

    /// <summary>Of its last event.</summary>
    public string? Hash { get; set; }
}
