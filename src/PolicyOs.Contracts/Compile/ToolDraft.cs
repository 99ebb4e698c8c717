using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>A declared tool while it is compiled.</summary>
internal sealed class ToolDraft(int number, string name, DeclaredToolSyntax declared)
{
    internal int Number { get; } = number;

    internal string Name { get; } = name;

    internal DeclaredToolSyntax Declared { get; } = declared;

    internal int Server { get; set; } = -1;

    internal List<ErrorClass> Errors { get; } = [];

    internal JsonElement? InputSchema => Declared.InputSchema?.Value;

    internal JsonElement? OutputSchema => Declared.OutputSchema?.Value;

    /// <summary>The declared input schema, its root closed under strict_arguments; null when it is not declared or cannot be used.</summary>
    internal JsonSchema? Input { get; set; }

    /// <summary>The declared output schema; null when it is not declared or cannot be used.</summary>
    internal JsonSchema? Output { get; set; }

    internal bool IsBlocked { get; set; }

    /// <summary>The entry of allowed_tools; null when it is not allowed.</summary>
    internal Located<string>? AllowedBy { get; set; }

    internal bool IsAllowed => AllowedBy is not null;

    /// <summary>The file of tools/, if there is one.</summary>
    internal ToolFileSyntax? File { get; set; }

    internal ToolContractSyntax? Syntax => File?.Contract;

    internal SideEffect? SideEffect => Syntax?.SideEffect?.Value;

    internal SideEffectTier? Tier => Syntax?.Tier?.Value;

    /// <summary>Destructive, admin, financial or S4.</summary>
    internal bool IsHighRisk =>
        SideEffect is Model.SideEffect.Destructive or Model.SideEffect.Admin or Model.SideEffect.Financial || Tier is SideEffectTier.S4 or SideEffectTier.S5;

    /// <summary>Where to point when a finding is about the tool as a whole.</summary>
    internal SourceSpan At => Syntax?.Tool?.At ?? Syntax?.At ?? Declared.Name?.At ?? Declared.At;

    internal List<int> Aggregates { get; } = [];

    internal List<EnvelopeStageReference> EnvelopeStages { get; } = [];

    internal List<int> EstablishesFacts { get; } = [];

    /// <summary>Session checkpoints, approval mode and escalation; the tool's own comes first when the contract is built.</summary>
    internal List<Checkpoint> SessionCheckpoints { get; } = [];

    internal List<Rule> Rules { get; } = [];

    internal ToolContract? Contract { get; set; }
}
