namespace PolicyOs.Journal.Snapshots;

/// <summary>A state folded from a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Which fold made it; another fold does not see it.</param>
/// <param name="Sequence">The last event that went in.</param>
/// <param name="State">The state in the form of its fold.</param>
public sealed record Snapshot(string Stream, string Version, long Sequence, ReadOnlyMemory<byte> State);
