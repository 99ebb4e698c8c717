using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>stages</c>.</summary>
internal sealed class EnvelopeStageSyntax : SyntaxNode
{
    internal static ObjectShape<EnvelopeStageSyntax> Shape { get; } = new ObjectShape<EnvelopeStageSyntax>(
            "envelope_stage", "A point where a value is captured or checked.")
        .Required("tool", Is.Text, (s, v) => s.Tool = v, "a tool")
        .Required("path", Is.Text, (s, v) => s.Path = v, "singular JSONPath")
        .Required("role", Words.EnvelopeRoles, (s, v) => s.Role = v, "what the stage does")
        .Optional("source", Words.ValueSources, (s, v) => s.Source = v, "arguments (default) or output")
        .Optional("key", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.Key = v, "singular JSONPaths into arguments; references are kept per key");

    internal Located<string>? Tool { get; private set; }

    internal Located<string>? Path { get; private set; }

    internal Located<EnvelopeRole>? Role { get; private set; }

    internal Located<ValueSource>? Source { get; private set; }

    internal SyntaxList<Located<string>> Key { get; private set; } = SyntaxList<Located<string>>.Absent;
}
