namespace PolicyOs.Journal.Anchors;

/// <summary>How far a stream went.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">Of its last event.</param>
/// <param name="Hash">Of its last event.</param>
public sealed record AnchoredHead(string Stream, long Sequence, string Hash);
