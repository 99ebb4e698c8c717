using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of a <c>when</c> list of checkpoints and escalation triggers.</summary>
internal sealed class ConditionSyntax : OperatorsSyntax
{
    internal static ObjectShape<ConditionSyntax> Shape { get; } = FullOperators(new ObjectShape<ConditionSyntax>(
            "condition", "A condition on the arguments: a path with operators, where a missing path or a wrong type counts as met, or cel.")
        .Optional("path", Is.Text, (s, v) => s.Path = v, "RFC 9535 JSONPath, such as $.amount")
        .Optional("cel", Is.Text, (s, v) => s.Cel = v, "CEL over input, principal, session, tool and now; must yield bool, and denies when it cannot")
        .Either("path", "cel"));

    internal Located<string>? Cel { get; private set; }
}
