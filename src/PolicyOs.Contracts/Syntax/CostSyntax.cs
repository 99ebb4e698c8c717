using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>cost</c> of a tool.</summary>
internal sealed class CostSyntax : SyntaxNode
{
    internal static ObjectShape<CostSyntax> Shape { get; } = new ObjectShape<CostSyntax>(
            "cost", "USD of a call: fixed, or from_output with an estimate.")
        .Optional("fixed", Is.NumberFromZero, (s, v) => s.Fixed = v, "USD")
        .Optional("from_output", Is.Text, (s, v) => s.FromOutput = v, "singular JSONPath into the result")
        .Optional("estimate", Is.NumberFromZero, (s, v) => s.Estimate = v, "USD reserved, and charged when the path is missing");

    internal Located<JsonNumber>? Fixed { get; private set; }

    internal Located<string>? FromOutput { get; private set; }

    internal Located<JsonNumber>? Estimate { get; private set; }
}
