namespace PolicyOs.Journal.Anchors;

/// <summary>A signed statement of how far every stream went (spec 5.2).</summary>
/// <param name="Number">Counts from 1 without gaps.</param>
/// <param name="Heads">The streams that changed since the anchor before, in ordinal order.</param>
/// <param name="Body">The anchor as signed and exported: canonical JSON.</param>
public sealed record Anchor(long Number, IReadOnlyList<AnchoredHead> Heads, ReadOnlyMemory<byte> Body);
