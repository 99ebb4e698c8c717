using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>$ref, $dynamicRef and $recursiveRef.</summary>
internal static class ReferenceKeywords
{
    public static void Read(NodeContext context)
    {
        if (context.TryGetText("$ref", out string? reference) && context.Compiler.Reference(context, "$ref", reference) is { } target)
        {
            context.Shape.Always.Add(target);
            context.Node.Add(new RefEvaluator(target), NodeKeywords.AllKinds);
        }

        ReadDynamic(context, "$dynamicRef");
        ReadDynamic(context, "$recursiveRef");
    }

    private static void ReadDynamic(NodeContext context, string keyword)
    {
        if (!context.TryGetText(keyword, out string? reference) || context.Compiler.Reference(context, keyword, reference) is not { } target)
        {
            return;
        }

        // Only where the first target is itself dynamic does the way that led here matter.
        string anchor = keyword == "$recursiveRef" ? SchemaResource.RecursiveAnchor : UriReference.Parse(reference).Fragment ?? "";
        bool isDynamic = target.Location.Resource.DynamicAnchors.TryGetValue(anchor, out string? pointer) && pointer == target.Location.Pointer;
        if (!isDynamic)
        {
            context.Shape.Always.Add(target);
            context.Node.Add(new RefEvaluator(target), NodeKeywords.AllKinds);
            return;
        }

        context.Shape.Dynamic.Add(target);
        var targets = new Dictionary<SchemaResource, SchemaNode>();
        context.Compiler.Dynamic(new DynamicReference(anchor, context.Omission, context.Shape, targets));
        context.Node.Add(new DynamicRefEvaluator(target, targets), NodeKeywords.AllKinds);
    }
}
