using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>allow</c> or <c>deny</c>.</summary>
internal sealed class PolicyEntrySyntax : SyntaxNode
{
    internal static ObjectShape<PolicyEntrySyntax> Shape { get; } = new ObjectShape<PolicyEntrySyntax>(
            "policy_entry", "A condition on the principal.")
        .Required("principal", InvariantSyntax.Shape, (s, v) => s.Principal = v, "path and operators on {id, type, roles, permissions, attributes, tenant}");

    internal InvariantSyntax? Principal { get; private set; }
}
