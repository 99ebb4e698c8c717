namespace PolicyOs.Journal.Anchors;

/// <summary>Where anchors are copied to (<c>--anchor-to</c>), out of reach of whoever may change the journal.</summary>
public interface IAnchorCopy : IAsyncDisposable
{
    /// <summary>Takes a copy of an anchor that was just signed; called for one after the other, in order.</summary>
    /// <exception cref="JournalException">It cannot be copied.</exception>
    void Append(Anchor anchor);
}
