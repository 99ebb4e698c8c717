using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A string; where it is said, a number is as good.</summary>
internal sealed class TextShape(bool mayBeEmpty, bool mayBeNumber = false) : Shape<Located<string>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<string> value)
    {
        value = null;
        if (node is not YamlNode.Scalar scalar
            || !(scalar.Kind == ScalarKind.String || (mayBeNumber && scalar.Kind is ScalarKind.Integer or ScalarKind.Float)))
        {
            return Refuse(node, "a string", report, node is YamlNode.Scalar { Kind: not ScalarKind.Null } ? "put it in quotes" : null);
        }

        if (!mayBeEmpty && string.IsNullOrWhiteSpace(scalar.Text))
        {
            report.Add(Codes.EmptyText, node.At, "a text is needed here");
            return false;
        }

        value = new Located<string>(scalar.Text, node.At);
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        mayBeNumber ? new JsonObject { ["type"] = new JsonArray("string", "number") }
        : mayBeEmpty ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["pattern"] = "\\S" };
}
