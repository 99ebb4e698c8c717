using System.Collections.Immutable;

namespace PolicyOs.Gateway.Client;

/// <summary>What a server wants of the client before it goes on.</summary>
/// <param name="All">Asked together.</param>
/// <param name="State">What the server wants to have back with the answers; null when nothing.</param>
internal sealed record Questions(ImmutableArray<Question> All, string? State);
