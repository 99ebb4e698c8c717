using PolicyOs.Journal;
using PolicyOs.Journal.Anchors;

namespace PolicyOs.Mcp.Hosting;

/// <summary>An open journal with what has to be closed after it.</summary>
internal sealed record OpenedStore(IJournalStore Journal, IAnchorCopy? AnchorTo) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        if (AnchorTo is not null)
        {
            await AnchorTo.DisposeAsync();
        }
    }
}
