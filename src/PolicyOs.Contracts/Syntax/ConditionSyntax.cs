using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of a <c>when</c> list of checkpoints and escalation triggers.</summary>
internal sealed class ConditionSyntax : OperatorsSyntax
{
    internal static ObjectShape<ConditionSyntax> Shape { get; } = FullOperators(new ObjectShape<ConditionSyntax>(
            "condition", "A condition on the arguments; a missing path or a wrong type counts as met.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "RFC 9535 JSONPath, such as $.amount")
        .NotYet("cel"));
}
