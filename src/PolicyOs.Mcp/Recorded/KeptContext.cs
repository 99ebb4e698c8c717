using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Journal.Records;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Recorded;

/// <summary>Contexts of the journal in the terms of the engine.</summary>
internal static class KeptContext
{
    public static RecordedContext From(SessionContext kept) => new(
        kept.Since,
        kept.Bundle,
        kept.InitialPhase,
        kept.Mode != kept.BundleMode && Enum.TryParse(kept.Mode, ignoreCase: true, out EnforcementMode mode) ? mode : null,
        kept.Principal is { } principal ? PrincipalFile.Build(principal) : null,
        kept.Environment,
        kept.Tools.ToImmutableDictionary(static tool => tool.Key, static tool => (tool.Value.Digest, tool.Value.Schema)),
        [.. kept.Quarantined]);
}
