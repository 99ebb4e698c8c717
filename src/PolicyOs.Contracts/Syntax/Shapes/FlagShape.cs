using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary><c>true</c> or <c>false</c>; YAML 1.2 has no others.</summary>
internal sealed class FlagShape : Shape<Located<bool>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<bool> value)
    {
        if (node is YamlNode.Scalar { Kind: ScalarKind.Boolean } scalar)
        {
            value = new Located<bool>(scalar.Text == "true", node.At);
            return true;
        }

        value = null;
        return Refuse(node, "true or false", report);
    }

    internal override JsonObject ToSchema(JsonObject definitions) => new() { ["type"] = "boolean" };
}
