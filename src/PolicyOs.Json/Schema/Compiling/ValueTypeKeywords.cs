using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>type, enum and const.</summary>
internal static class ValueTypeKeywords
{
    public static void Read(NodeContext context)
    {
        if (context.TryGet("type", out JsonElement type) && Types(context, type) is { } types)
        {
            context.Node.Types = new TypeConstraint(context.At("type"), types);
        }

        if (context.TryGetValueKeyword("const", out JsonElement constant))
        {
            context.Node.Add(new EnumEvaluator(context.At("const"), [constant]), NodeKeywords.AllKinds);
        }

        if (context.TryGetValueKeyword("enum", out JsonElement allowed))
        {
            if (allowed.ValueKind == JsonValueKind.Array)
            {
                context.Node.Add(new EnumEvaluator(context.At("enum"), [.. allowed.EnumerateArray()]), NodeKeywords.AllKinds);
            }
            else
            {
                context.Problem("enum", "must be an array");
            }
        }
    }

    private static SchemaTypes? Types(NodeContext context, JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return Named(context, "type", type);
        }

        if (type.ValueKind != JsonValueKind.Array || type.GetArrayLength() == 0)
        {
            context.Problem("type", "must be the name of a type or an array of some");
            return null;
        }

        SchemaTypes types = SchemaTypes.None;
        foreach ((int index, JsonElement item) in type.EnumerateArray().Index())
        {
            types |= Named(context, $"type/{index}", item) ?? SchemaTypes.None;
        }

        return types;
    }

    private static SchemaTypes? Named(NodeContext context, string pointer, JsonElement name)
    {
        SchemaTypes? type = name.ValueKind == JsonValueKind.String ? TypeConstraint.Named(JsonText.ToText(name)) : null;
        if (type is null)
        {
            context.Problem(pointer, "must be `string`, `number`, `integer`, `boolean`, `object`, `array` or `null`");
        }

        return type;
    }
}
