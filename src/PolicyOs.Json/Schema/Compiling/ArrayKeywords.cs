using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>prefixItems, items, additionalItems, contains, minItems, maxItems and uniqueItems.</summary>
internal static class ArrayKeywords
{
    // Paths that leave keywords out name an item each; beyond this they are taken for the items after.
    private const int MaxNamedItems = 10_000;

    public static void Read(NodeContext context)
    {
        foreach ((string keyword, bool isMax) in (ReadOnlySpan<(string, bool)>)[("minItems", false), ("maxItems", true)])
        {
            if (context.TryGetValueKeyword(keyword, out JsonElement limit) && context.Count(keyword, limit) is { } count)
            {
                context.Node.Add(new CountEvaluator(context.At(keyword), count, isMax, ofItems: true), JsonValueKind.Array);
            }
        }

        ReadItems(context);
        ReadContains(context);
        if (context.TryGet("uniqueItems", out JsonElement unique))
        {
            if (unique.ValueKind == JsonValueKind.True)
            {
                context.Node.Add(new UniqueItemsEvaluator(context.At("uniqueItems")), JsonValueKind.Array);
            }
            else if (unique.ValueKind != JsonValueKind.False)
            {
                context.Problem("uniqueItems", "must be a boolean");
            }
        }
    }

    private static void ReadItems(NodeContext context)
    {
        bool hasItems = context.TryGet("items", out JsonElement items);
        bool isList = hasItems && items.ValueKind == JsonValueKind.Array;
        if (isList && !context.Dialect.ItemsMayBeList)
        {
            context.Problem("items", "must be a schema; a list of schemas is `prefixItems` since 2020-12");
            return;
        }

        string listKeyword = isList ? "items" : "prefixItems";
        int listed = isList ? items.GetArrayLength() : context.List("prefixItems")?.Length ?? 0;
        string? rest = isList
            ? (context.TryGet("additionalItems", out _) ? "additionalItems" : null)
            : hasItems ? "items" : null;
        if (listed == 0 && rest is null)
        {
            return;
        }

        int named = context.Omission.Indexes.Where(index => index < MaxNamedItems).Select(index => index + 1).DefaultIfEmpty(0).Max();
        SchemaNode?[] heads = [.. Enumerable.Range(0, rest is null ? listed : Math.Max(listed, named)).Select(index =>
            context.Child(index < listed ? $"{listKeyword}/{index}" : rest!, context.Omission.AtItem(index)))];
        SchemaNode? others = rest is null ? null : context.Child(rest, context.Omission.AtItem(null));
        context.Shape.Heads = heads;
        context.Shape.Rest = others;
        context.Node.Add(new ArrayEvaluator(heads, heads.Length, others, context.At(rest ?? listKeyword)), JsonValueKind.Array);
    }

    private static void ReadContains(NodeContext context)
    {
        if (!context.TryGet("contains", out _))
        {
            return;
        }

        SchemaNode schema = context.Child("contains", context.Omission.AtItem(null));
        context.Shape.Asides.Add(schema);
        long? min = context.TryGet("minContains", out JsonElement least) ? context.Count("minContains", least) : 1;
        long? max = context.TryGet("maxContains", out JsonElement most) ? context.Count("maxContains", most) : null;
        var evaluator = new ContainsEvaluator(
            context.At("contains"), schema, min ?? 1, context.At("minContains"), max, context.At("maxContains"), context.Dialect.ContainsEvaluates);
        context.Node.Add(evaluator, JsonValueKind.Array);
        context.Compiler.Finally(() => evaluator.MaxIsDropped = schema.Shape.IsWeakened);
    }
}
