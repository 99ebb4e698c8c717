using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A key with a value of a shape.</summary>
internal sealed class ShapedField<T, TValue>(string key, bool isRequired, Shape<TValue> shape, Action<T, TValue> set, string meaning)
    : Field<T>(key, isRequired)
{
    internal override bool IsAdvertised => true;

    internal override void Read(T owner, YamlEntry entry, DiagnosticBag report)
    {
        if (shape.TryRead(entry.Value, report, out TValue? value))
        {
            set(owner, value);
        }
    }

    internal override JsonObject ToSchema(JsonObject definitions)
    {
        JsonObject schema = shape.ToSchema(definitions);
        var described = new JsonObject { ["description"] = meaning };
        foreach ((string name, JsonNode? node) in schema)
        {
            described[name] = node?.DeepClone();
        }

        return described;
    }
}
