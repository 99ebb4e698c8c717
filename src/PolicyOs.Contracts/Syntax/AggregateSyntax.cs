using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>aggregates</c>.</summary>
internal sealed class AggregateSyntax : SyntaxNode
{
    internal static ObjectShape<AggregateSyntax> Shape { get; } = new ObjectShape<AggregateSyntax>(
            "aggregate", "A computed bound over the session.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "unique")
        .Required("metric", Words.Metrics, (s, v) => s.Metric = v, "how values are folded")
        .Required("tool", Is.ToolNames, (s, v) => s.Tool = v, "a tool, a list of tools, or *")
        .Optional("path", Is.Text, (s, v) => s.Path = v, "singular JSONPath into arguments; needed unless metric is count")
        .Optional("gte", Is.Number, (s, v) => s.AtLeast = v, "inclusive")
        .Optional("lte", Is.Number, (s, v) => s.AtMost = v, "inclusive")
        .Required("reason", Is.Text, (s, v) => s.Reason = v, "told to the client")
        .Optional("when", Is.ListOf(AggregateWhenSyntax.Shape, minimum: 1), (s, v) => s.When = v, "the first whose binding satisfies its condition replaces the stated bounds");

    internal Located<string>? Name { get; private set; }

    internal Located<AggregateMetric>? Metric { get; private set; }

    internal SyntaxList<Located<string>> Tool { get; private set; } = SyntaxList<Located<string>>.Absent;

    internal Located<string>? Path { get; private set; }

    internal Located<JsonNumber>? AtLeast { get; private set; }

    internal Located<JsonNumber>? AtMost { get; private set; }

    internal Located<string>? Reason { get; private set; }

    internal SyntaxList<AggregateWhenSyntax> When { get; private set; } = SyntaxList<AggregateWhenSyntax>.Absent;
}
