using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A word, or a mapping with the person who decides.</summary>
internal sealed class GoldenApprovalShape : Shape<GoldenApprovalSyntax>
{
    internal static GoldenApprovalShape Instance { get; } = new();

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out GoldenApprovalSyntax value)
    {
        value = null;
        if (node is YamlNode.Mapping)
        {
            value = GoldenByApproverSyntax.Shape.TryRead(node, report, out GoldenByApproverSyntax? whole)
                ? new GoldenApprovalSyntax(whole.Decision, whole.By)
                : null;
        }
        else if (Words.GoldenApprovals.TryRead(node, report, out var word))
        {
            value = new GoldenApprovalSyntax(word, By: null);
        }

        return value is not null;
    }

    internal override JsonObject ToSchema(JsonObject definitions) => new()
    {
        ["anyOf"] = new JsonArray(Words.GoldenApprovals.ToSchema(definitions), GoldenByApproverSyntax.Shape.ToSchema(definitions)),
    };
}
