using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>allOf, anyOf, oneOf, not, if, dependentSchemas, dependentRequired and dependencies.</summary>
internal static class CombiningKeywords
{
    public static void Read(NodeContext context)
    {
        ReadDependent(context);
        if (context.List("allOf") is { } all)
        {
            context.Shape.Always.AddRange(all);
            context.Node.Add(new AllOfEvaluator(all), NodeKeywords.AllKinds);
        }

        if (context.List("anyOf") is { } any)
        {
            context.Shape.Alternatives.Add(any);
            context.Node.Add(new AnyOfEvaluator(context.At("anyOf"), any), NodeKeywords.AllKinds);
        }

        if (context.List("oneOf") is { } one)
        {
            context.Shape.Alternatives.Add(one);
            var evaluator = new OneOfEvaluator(context.At("oneOf"), one);
            context.Node.Add(evaluator, NodeKeywords.AllKinds);
            context.Compiler.Finally(() => evaluator.AcceptsMany = Array.Exists(one, schema => schema.Shape.IsWeakened));
        }

        ReadTests(context);
    }

    private static void ReadTests(NodeContext context)
    {
        if (context.Single("not") is { } not)
        {
            context.Shape.Tests.Add(not);
            var evaluator = new NotEvaluator(context.At("not"), not);
            context.Node.Add(evaluator, NodeKeywords.AllKinds);
            context.Compiler.Finally(() => evaluator.IsDropped = not.Shape.IsWeakened);
        }

        SchemaNode? then = context.Single("then");
        SchemaNode? otherwise = context.Single("else");
        if (context.Single("if") is { } condition)
        {
            context.Shape.Tests.Add(condition);
            context.Shape.Alternatives.Add([then, otherwise]);
            var evaluator = new IfEvaluator(context.At("if"), condition, then, otherwise);
            context.Node.Add(evaluator, NodeKeywords.AllKinds);
            context.Compiler.Finally(() => evaluator.IsUndecided = condition.Shape.IsWeakened);
        }
    }

    private static void ReadDependent(NodeContext context)
    {
        foreach (string keyword in (ReadOnlySpan<string>)["dependentRequired", "dependentSchemas", "dependencies"])
        {
            var names = new List<(string Trigger, string[] Needed)>();
            var schemas = new List<(string Trigger, SchemaNode Schema)>();
            foreach ((string name, JsonElement value) in context.Members(keyword))
            {
                string pointer = $"{keyword}/{JsonPointer.Escape(name)}";
                if (keyword == "dependentRequired" || (keyword == "dependencies" && value.ValueKind == JsonValueKind.Array))
                {
                    names.Add((name, context.Names(pointer, value) ?? []));
                }
                else
                {
                    schemas.Add((name, context.Child(pointer, context.Omission)));
                }
            }

            Add(context, keyword, names, schemas);
        }
    }

    private static void Add(NodeContext context, string keyword, List<(string Trigger, string[] Needed)> names, List<(string Trigger, SchemaNode Schema)> schemas)
    {
        if (names.Count > 0)
        {
            string[] all = [.. names.Select(rule => rule.Trigger).Concat(names.SelectMany(rule => rule.Needed)).Distinct()];
            Dictionary<string, int> places = all.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
            (int Trigger, int[] Needed)[] rules = [.. names.Select(rule => (places[rule.Trigger], rule.Needed.Select(name => places[name]).ToArray()))];
            context.Node.Add(new DependentRequiredEvaluator(context.At(keyword), new Presence(all), rules), JsonValueKind.Object);
        }

        if (schemas.Count > 0)
        {
            context.Shape.Perhaps.AddRange(schemas.Select(rule => rule.Schema));
            var presence = new Presence([.. schemas.Select(rule => rule.Trigger)]);
            context.Node.Add(new DependentSchemasEvaluator(presence, [.. schemas.Select(rule => rule.Schema)]), JsonValueKind.Object);
        }
    }
}
