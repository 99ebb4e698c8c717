using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>A declared tool with its contract.</summary>
public sealed record Tool
{
    /// <summary>Its index in <see cref="CompiledBundle.Tools"/>.</summary>
    public required int Number { get; init; }

    /// <summary>The name clients see.</summary>
    public required string Name { get; init; }

    /// <summary>Index in <see cref="CompiledBundle.Servers"/>.</summary>
    public required int Server { get; init; }

    /// <summary>The name at the server.</summary>
    public required string UpstreamName { get; init; }

    /// <summary>Shown instead of the server's description; null keeps the server's.</summary>
    public required string? Description { get; init; }

    /// <summary>The declared input schema as JSON; null means the server's.</summary>
    public required JsonElement? InputSchema { get; init; }

    /// <summary>The declared output schema as JSON; null means the server's.</summary>
    public required JsonElement? OutputSchema { get; init; }

    /// <summary>Documentation; a subset of the server's.</summary>
    public required ImmutableArray<string> AuthScopes { get; init; }

    /// <summary>Classifies upstream errors for the client (spec 1.2, <c>errors</c>).</summary>
    public required ImmutableArray<ErrorClass> Errors { get; init; }

    /// <summary>In <c>agent_contract: allowed_tools</c>.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>In <c>agent_contract: blocked_tools</c>.</summary>
    public required bool IsBlocked { get; init; }

    /// <summary>tools/&lt;tool&gt;.yaml; never null for an allowed tool.</summary>
    public required ToolContract? Contract { get; init; }
}
