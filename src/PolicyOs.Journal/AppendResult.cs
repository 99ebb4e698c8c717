namespace PolicyOs.Journal;

/// <summary>Whether an append took place.</summary>
/// <param name="Stale">The first stream that had moved; null when everything was appended.</param>
/// <param name="ActualSequence">That stream's present sequence.</param>
public readonly record struct AppendResult(string? Stale, long ActualSequence)
{
    /// <summary>Everything was appended.</summary>
    public bool IsAppended => Stale is null;
}
