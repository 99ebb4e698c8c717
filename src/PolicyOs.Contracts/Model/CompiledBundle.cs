using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>
/// A contract bundle in the form that decisions read: names resolved to indexes, patterns, schemas and paths built. Immutable; a reload
/// builds a new one (spec 1.1).
/// </summary>
public sealed record CompiledBundle
{
    /// <summary>The name of the bundle's folder; it names the default journal and the bundle stream.</summary>
    public required string Name { get; init; }

    /// <summary>The absolute path of the bundle's folder, the base of a server's <c>cwd</c>.</summary>
    public required string Directory { get; init; }

    /// <summary>SHA-256 in lower-case hex over the bundle's files in ordinal order of their relative paths: the policy version of decisions.</summary>
    public required string Digest { get; init; }

    /// <summary><c>mcp_contract: workflow</c>.</summary>
    public required string Workflow { get; init; }

    /// <summary><c>mcp_contract: version</c>, the author's own version; null when not given.</summary>
    public required string? Version { get; init; }

    /// <summary><c>mcp_contract: owner</c>.</summary>
    public required string Owner { get; init; }

    /// <summary><c>agent_contract: agent</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Servers; the index is the server's number everywhere.</summary>
    public required ImmutableArray<Server> Servers { get; init; }

    /// <summary>Every tool that mcp_contract declares, allowed or not; the index is the tool's number everywhere.</summary>
    public required ImmutableArray<Tool> Tools { get; init; }

    /// <summary>Exposed tool name to its number.</summary>
    public required FrozenDictionary<string, int> ToolNumbers { get; init; }

    /// <summary><c>agent_contract: blocked_tools</c>; the names need not be declared.</summary>
    public required FrozenSet<string> BlockedTools { get; init; }

    /// <summary>Resource patterns that may be listed and read.</summary>
    public required ImmutableArray<ResourceRule> Resources { get; init; }

    /// <summary>Prompts that may be listed and got.</summary>
    public required ImmutableArray<PromptRule> Prompts { get; init; }

    /// <summary>Who may do what in a session.</summary>
    public required SessionContract Session { get; init; }

    /// <summary>agent_contract's approval mode, triggers, guardrails, secrets and runtime.</summary>
    public required AgentContract AgentContract { get; init; }

    /// <summary>Roles with the permissions that inheritance gives them (spec 1.7).</summary>
    public required FrozenDictionary<string, Role> Roles { get; init; }

    /// <summary>Names of the slots that <c>binds</c> fill; the index is the slot's number.</summary>
    public required ImmutableArray<string> Slots { get; init; }

    /// <summary>Names of all labels that anything adds or reads; the index is the label's number. Operators may add others, which gate nothing.</summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>
    /// Facts about earlier commits that some precondition reads, each once (spec 1.4, preconditions); the index is the fact's number.
    /// Nothing else about earlier calls is kept.
    /// </summary>
    public required ImmutableArray<PriorFact> PriorFacts { get; init; }

    /// <summary>Environment variables that <c>equals_env</c> names; the index is what <see cref="Operator.EqualsEnvironment"/> refers to.</summary>
    public required ImmutableArray<string> EnvironmentNames { get; init; }

    /// <summary>outcome_contract.md; null in a bundle that was not read from files.</summary>
    public OutcomeContract? Outcome { get; init; }

    /// <summary>bundle.lock.json; null where there is none, or the bundle was not read from files.</summary>
    public BundleLock? Lock { get; init; }

    /// <summary>The definition that a tool had when the bundle was locked; null when it is not locked.</summary>
    public JsonElement? LockedDefinition(Tool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return Lock?.Servers.GetValueOrDefault(Servers[tool.Server].Name)?.Tools.GetValueOrDefault(tool.UpstreamName)?.Definition;
    }

    /// <summary>golden_tasks.yaml.</summary>
    public ImmutableArray<GoldenTask> GoldenTasks { get; init; } = [];

    /// <summary>Every tool's <c>golden_cases</c>.</summary>
    public ImmutableArray<GoldenCase> GoldenCases { get; init; } = [];

    /// <summary>Rules that golden_tasks.yaml says cannot matter.</summary>
    public ImmutableArray<GoldenEquivalent> GoldenEquivalents { get; init; } = [];
}
