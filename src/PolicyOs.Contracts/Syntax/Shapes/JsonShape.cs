using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>Any JSON value, or only objects; or a JSON Schema, which is an object or a boolean.</summary>
internal sealed class JsonShape(JsonShapeKind kind) : Shape<Located<JsonElement>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<JsonElement> value)
    {
        value = null;
        if (kind != JsonShapeKind.Any && node is not YamlNode.Mapping)
        {
            return Refuse(node, "a mapping", report);
        }

        if (!YamlJson.TryConvert(node, out JsonElement element, out YamlNode? offending))
        {
            report.Add(Codes.WrongType, offending!.At, "infinity and not-a-number cannot be written in JSON");
            return false;
        }

        value = new Located<JsonElement>(element, node.At);
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions) => kind switch
    {
        JsonShapeKind.Object => new JsonObject { ["type"] = "object" },
        JsonShapeKind.Schema => new JsonObject { ["type"] = "object", ["$ref"] = "https://json-schema.org/draft/2020-12/schema" },
        _ => [],
    };
}
