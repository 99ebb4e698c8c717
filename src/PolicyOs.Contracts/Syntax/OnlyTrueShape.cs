using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A key that is either there and true, or not there.</summary>
internal sealed class OnlyTrueShape : Shape<Located<bool>>
{
    internal static OnlyTrueShape Instance { get; } = new();

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<bool> value)
    {
        value = node is YamlNode.Scalar { Kind: ScalarKind.Boolean, Text: "true" } ? new Located<bool>(true, node.At) : null;
        return value is not null || Refuse(node, "true", report, "leave the key out when it is not meant");
    }

    internal override JsonObject ToSchema(JsonObject definitions) => new() { ["const"] = true };
}
