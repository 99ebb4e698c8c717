using PolicyOs.Journal;
using PolicyOs.Journal.Anchors;

namespace PolicyOs.Mcp.Hosting;

/// <summary>An open journal with what has to be closed after it.</summary>
internal sealed record OpenedStore(IJournalStore Journal, AnchorFile? AnchorTo) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        AnchorTo?.Dispose();
    }
}
