using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>policy</c> of a tool.</summary>
internal sealed class ToolPolicySyntax : SyntaxNode
{
    internal static ObjectShape<ToolPolicySyntax> Shape { get; } = new ObjectShape<ToolPolicySyntax>(
            "tool_policy", "Per-tool authorization; deny wins; with any allow, one must match.")
        .Optional("allow", Is.ListOf(PolicyEntrySyntax.Shape), (s, v) => s.Allow = v, "who may call it")
        .Optional("deny", Is.ListOf(PolicyEntrySyntax.Shape), (s, v) => s.Deny = v, "who may not");

    internal SyntaxList<PolicyEntrySyntax> Allow { get; private set; } = SyntaxList<PolicyEntrySyntax>.Absent;

    internal SyntaxList<PolicyEntrySyntax> Deny { get; private set; } = SyntaxList<PolicyEntrySyntax>.Absent;
}
