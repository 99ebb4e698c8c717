using System.Collections.Immutable;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>A client's configuration, as far as it is about MCP servers.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Folder">Where the client starts its servers; null where that is not known.</param>
/// <param name="Servers">In the order of the file.</param>
internal sealed record ClientConfig(ClientKind Kind, string? Folder, ImmutableArray<ConfiguredServer> Servers);
