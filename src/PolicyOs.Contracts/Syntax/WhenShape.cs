using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>always</c>, or a list of conditions.</summary>
internal sealed class WhenShape : Shape<WhenSyntax>
{
    private static readonly Shape<SyntaxList<ConditionSyntax>> Conditions = Is.ListOf(ConditionSyntax.Shape, minimum: 1);

    internal static WhenShape Instance { get; } = new();

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out WhenSyntax value)
    {
        value = null;
        if (node is YamlNode.Scalar { Kind: ScalarKind.String, Text: "always" })
        {
            value = new WhenSyntax(IsAlways: true, SyntaxList<ConditionSyntax>.Absent);
            return true;
        }

        if (node is not YamlNode.Sequence)
        {
            return Refuse(node, "`always` or a list of conditions", report);
        }

        value = Conditions.TryRead(node, report, out SyntaxList<ConditionSyntax>? conditions) ? new WhenSyntax(IsAlways: false, conditions) : null;
        return value is not null;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        new() { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = "always" }, Conditions.ToSchema(definitions)) };
}
