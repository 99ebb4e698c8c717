using System.Collections.Immutable;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Everything a bundle says, as written. A file that is missing or unreadable is null; that is reported already.</summary>
internal sealed record BundleSyntax
{
    internal required McpContractSyntax? Mcp { get; init; }

    internal required AgentContractSyntax? Agent { get; init; }

    /// <summary>Null when the bundle has none.</summary>
    internal required SessionSyntax? Session { get; init; }

    internal required ImmutableArray<ToolFileSyntax> Tools { get; init; }

    internal required ImmutableArray<PoliciesSyntax> Policies { get; init; }

    internal required GoldenTasksSyntax? GoldenTasks { get; init; }

    internal required DocumentSyntax? OutcomeContract { get; init; }

    internal required DocumentSyntax? Runbook { get; init; }
}
