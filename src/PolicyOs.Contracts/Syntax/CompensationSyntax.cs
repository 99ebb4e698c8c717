using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>compensation</c> of a tool.</summary>
internal sealed class CompensationSyntax : SyntaxNode
{
    internal static ObjectShape<CompensationSyntax> Shape { get; } = new ObjectShape<CompensationSyntax>(
            "compensation", "How the effect is undone.")
        .Optional("tool", Is.Text, (s, v) => s.Tool = v, "the tool that undoes it")
        .Required("owner", Is.Text, (s, v) => s.Owner = v, "who sees to it")
        .Optional("steps", Is.Text, (s, v) => s.Steps = v, "in words");

    internal Located<string>? Tool { get; private set; }

    internal Located<string>? Owner { get; private set; }

    internal Located<string>? Steps { get; private set; }
}
