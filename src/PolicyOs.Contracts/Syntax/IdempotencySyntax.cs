using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>idempotency</c> of a tool (spec 2.9).</summary>
internal sealed class IdempotencySyntax : SyntaxNode
{
    internal static ObjectShape<IdempotencySyntax> Shape { get; } = new ObjectShape<IdempotencySyntax>(
            "idempotency", "Repeats of a call are answered from the record.")
        .Optional("required", Is.Flag, (s, v) => s.Required = v, "whether a call without a key is denied; default true")
        .Optional("key", Is.ListOf(Is.Text, minimum: 1), (s, v) => s.Key = v, "singular JSONPaths into arguments; without it the client's key counts")
        .Optional("retention_hours", Is.Between(1, 87600), (s, v) => s.RetentionHours = v, "how long a result is kept; default 24")
        .Optional("upstream_safe", Is.Flag, (s, v) => s.UpstreamSafe = v, "whether the server itself takes a repeat for the same call; default false");

    internal Located<bool>? Required { get; private set; }

    internal SyntaxList<Located<string>> Key { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<int>? RetentionHours { get; private set; }

    internal Located<bool>? UpstreamSafe { get; private set; }
}
