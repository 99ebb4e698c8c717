using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>provider_constraints</c>.</summary>
internal sealed class ProviderConstraintSyntax : SyntaxNode
{
    internal static ObjectShape<ProviderConstraintSyntax> Shape { get; } = new ObjectShape<ProviderConstraintSyntax>(
            "provider_constraint", "Combinations that a model provider does not take.")
        .Optional("block_incompatible", Is.Texts, (s, v) => s.BlockIncompatible = v, "what is not taken together, joined by ' + ': a member of the request or of its metadata (a, a.b, a=value) or a model's name")
        .Optional("warn_incompatible", Is.Texts, (s, v) => s.WarnIncompatible = v, "what is not taken together, joined by ' + ': a member of the request or of its metadata (a, a.b, a=value) or a model's name")
        .Optional("warn_floating_alias", Is.Flag, (s, v) => s.WarnFloatingAlias = v, "whether a model alias without a version warns");

    internal SyntaxList<Located<string>> BlockIncompatible { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal SyntaxList<Located<string>> WarnIncompatible { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<bool>? WarnFloatingAlias { get; private set; }
}
