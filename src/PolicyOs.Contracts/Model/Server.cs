using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>One upstream MCP server (spec 1.2).</summary>
public sealed record Server
{
    /// <summary>The key under <c>servers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How it is reached.</summary>
    public required ServerTransport Transport { get; init; }

    /// <summary>Who owns the external connection; null when not given.</summary>
    public required string? Owner { get; init; }

    /// <summary>Documentation of the scopes that its credential has.</summary>
    public required ImmutableArray<string> AuthScopes { get; init; }

    /// <summary>Which protocol eras to speak.</summary>
    public required ProtocolEra Protocol { get; init; }

    /// <summary>How long a start may take before its tools answer UPSTREAM_UNAVAILABLE.</summary>
    public required TimeSpan StartTimeout { get; init; }

    /// <summary>What the server may ask of the client.</summary>
    public required ClientRequests ClientRequests { get; init; }

    /// <summary>Methods outside the specification that are relayed.</summary>
    public required ImmutableArray<string> Methods { get; init; }
}
