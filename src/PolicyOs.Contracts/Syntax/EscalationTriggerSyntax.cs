using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>escalation_triggers</c>.</summary>
internal sealed class EscalationTriggerSyntax : SyntaxNode
{
    internal static ObjectShape<EscalationTriggerSyntax> Shape { get; } = new ObjectShape<EscalationTriggerSyntax>(
            "escalation_trigger", "Arguments that a role must approve.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "unique")
        .Required("when", Is.ListOf(ConditionSyntax.Shape, minimum: 1), (s, v) => s.When = v, "any of these on the arguments")
        .Optional("tools", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.Tools = v, "default: every tool")
        .Required("route_to", Is.Text, (s, v) => s.RouteTo = v, "the role that must approve");

    internal Located<string>? Name { get; private set; }

    internal SyntaxList<ConditionSyntax> When { get; private set; } = SyntaxList<ConditionSyntax>.Absent;

    internal SyntaxList<Located<string>> Tools { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? RouteTo { get; private set; }
}
