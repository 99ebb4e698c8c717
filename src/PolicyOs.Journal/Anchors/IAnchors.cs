namespace PolicyOs.Journal.Anchors;

/// <summary>The anchors of a journal.</summary>
public interface IAnchors
{
    /// <summary>
    /// Signs how far the streams went, when any has moved since the last anchor; null when none has. The serving journal does it every
    /// 10 s of activity and when it is disposed; an export does it first.
    /// </summary>
    ValueTask<Anchor?> SignAsync(CancellationToken cancellation);

    /// <summary>All anchors from a number on, in order.</summary>
    IAsyncEnumerable<Anchor> ReadAsync(long fromNumber, CancellationToken cancellation);
}
