using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>unevaluatedProperties and unevaluatedItems, and the closing of the root as by the former.</summary>
internal static class UnevaluatedKeywords
{
    // What may evaluate members of the same instance beside the keywords of this schema object.
    private static readonly string[] InPlace =
        ["$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "dependencies"];

    public static void Read(NodeContext context)
    {
        if (context.TryGet("unevaluatedProperties", out _) && !ClosesLikeAdditional(context))
        {
            SchemaNode schema = context.Child("unevaluatedProperties", context.Omission.AtProperty(null));
            (string Name, SchemaNode Schema)[] named = [.. context.Omission.Names.Select(name =>
                (name, context.Child("unevaluatedProperties", context.Omission.AtProperty(name))))];
            context.Shape.UnevaluatedProperties = schema;
            context.Shape.Special.AddRange(named.Select(pair => pair.Schema));
            context.Node.AddUnevaluated(new UnevaluatedPropertiesEvaluator(context.At("unevaluatedProperties"), schema, named), JsonValueKind.Object);
        }
        else if (ClosesRoot(context) && !ClosesLikeAdditional(context))
        {
            Close(context.Node);
        }

        if (context.TryGet("unevaluatedItems", out _))
        {
            SchemaNode schema = context.Child("unevaluatedItems", context.Omission.AtItem(null));
            (int Index, SchemaNode Schema)[] indexed = [.. context.Omission.Indexes.Select(index =>
                (index, context.Child("unevaluatedItems", context.Omission.AtItem(index))))];
            context.Shape.UnevaluatedItems = schema;
            context.Shape.Special.AddRange(indexed.Select(pair => pair.Schema));
            context.Node.AddUnevaluated(new UnevaluatedItemsEvaluator(context.At("unevaluatedItems"), schema, indexed), JsonValueKind.Array);
        }
    }

    /// <summary>Closes a node as <c>unevaluatedProperties: false</c> would.</summary>
    public static void Close(SchemaNode node)
    {
        SchemaNode nothing = False(node);
        node.Shape.UnevaluatedProperties = nothing;
        var at = new KeywordAt("unevaluatedProperties", node.Location.Path + "/unevaluatedProperties");
        node.AddUnevaluated(new UnevaluatedPropertiesEvaluator(at, nothing, []), JsonValueKind.Object);
    }

    /// <summary>A schema <c>false</c> that no text holds.</summary>
    public static SchemaNode False(SchemaNode near)
    {
        var node = new SchemaNode(near.Location) { IsSynthetic = true };
        node.MakeFalse();
        return node;
    }

    /// <summary>Whether <c>unevaluatedProperties: false</c> means here what <c>additionalProperties: false</c> would, which is one pass less.</summary>
    public static bool ClosesLikeAdditional(NodeContext context) =>
        (ClosesRoot(context) || (context.TryGet("unevaluatedProperties", out JsonElement value) && value.ValueKind == JsonValueKind.False))
        && !context.TryGet("additionalProperties", out _)
        && !Array.Exists(InPlace, keyword => context.TryGet(keyword, out _));

    private static bool ClosesRoot(NodeContext context) =>
        context.Compiler.Options.CloseRoot
        && context.Compiler.IsRoot(context.Node)
        && !context.TryGet("unevaluatedProperties", out _)
        && (!context.TryGet("additionalProperties", out _) || (context.Dialect.RefStandsAlone && context.TryGet("$ref", out _)));
}
