using System.Collections.Immutable;

namespace PolicyOs.Gateway.Client;

/// <summary>Resources whose changes a client is told; disposed when it no longer listens.</summary>
internal interface IResourceWatch : IAsyncDisposable
{
    /// <summary>Those that the contract lets it watch and their servers tell of.</summary>
    ImmutableArray<string> Uris { get; }
}
