using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>properties, patternProperties, additionalProperties, required, propertyNames, minProperties and maxProperties.</summary>
internal static class ObjectKeywords
{
    private const int MaxPatterns = 1000;

    public static void Read(NodeContext context)
    {
        foreach ((string keyword, bool isMax) in (ReadOnlySpan<(string, bool)>)[("minProperties", false), ("maxProperties", true)])
        {
            if (context.TryGet(keyword, out JsonElement limit) && context.Count(keyword, limit) is { } count)
            {
                context.Node.Add(new CountEvaluator(context.At(keyword), count, isMax, ofItems: false), JsonValueKind.Object);
            }
        }

        ReadMembers(context);
        if (context.TryGet("propertyNames", out _))
        {
            // Names have no instance path, so no path leaves keywords of theirs out.
            SchemaNode names = context.Child("propertyNames", OmissionState.None);
            context.Shape.Asides.Add(names);
            context.Node.Add(new PropertyNamesEvaluator(context.At("propertyNames"), names), JsonValueKind.Object);
        }
    }

    private static void ReadMembers(NodeContext context)
    {
        foreach ((string name, _) in context.Members("properties"))
        {
            context.Shape.Properties[name] = context.Child($"properties/{JsonPointer.Escape(name)}", context.Omission.AtProperty(name));
        }

        ReadPatterns(context);
        KeywordAt additionalAt = context.At("additionalProperties");
        if (context.TryGet("additionalProperties", out _))
        {
            context.Shape.Additional = context.Child("additionalProperties", context.Omission.AtProperty(null));
        }
        else if (UnevaluatedKeywords.ClosesLikeAdditional(context))
        {
            additionalAt = context.At("unevaluatedProperties");
            context.Shape.Additional = UnevaluatedKeywords.False(context.Node);
        }

        string[] required = context.TryGet("required", out JsonElement names) ? context.Names("required", names) ?? [] : [];
        if (context.Shape.Properties.Count + context.Shape.Patterns.Count + required.Length == 0 && context.Shape.Additional is null)
        {
            return;
        }

        PropertyRule[] rules = [.. Rules(context, required)];
        context.Node.Add(
            new ObjectEvaluator(
                new NameTable([.. rules.Select(rule => JsonText.ToUtf8(rule.Text))]),
                rules,
                [.. context.Shape.Patterns],
                additionalAt,
                context.Shape.Additional,
                context.At("required"),
                required),
            JsonValueKind.Object);
    }

    private static void ReadPatterns(NodeContext context)
    {
        foreach ((string text, _) in context.Members("patternProperties"))
        {
            string pointer = $"patternProperties/{JsonPointer.Escape(text)}";
            SchemaNode schema = context.Child(pointer, context.Omission.AtProperty(null));
            if (context.Pattern(pointer, text) is { } pattern)
            {
                context.Shape.Patterns.Add(new PatternRule(new KeywordAt("patternProperties", $"{context.Node.Location.Path}/{pointer}"), pattern, schema));
            }
        }

        if (context.Shape.Patterns.Count > MaxPatterns)
        {
            context.Problem("patternProperties", $"has more than {MaxPatterns} patterns");
        }
    }

    /// <summary>What applies to each name that is known when compiling.</summary>
    private static IEnumerable<PropertyRule> Rules(NodeContext context, string[] required)
    {
        Dictionary<string, int> requiredAt = required.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        PatternRule[] patterns = context.Shape.Patterns.Count <= MaxPatterns ? [.. context.Shape.Patterns] : [];
        foreach (string name in context.Shape.Properties.Keys.Concat(required).Concat(context.Omission.Names).Distinct())
        {
            OmissionState omission = context.Omission.AtProperty(name);
            var schemas = new List<SchemaNode>();
            if (context.Shape.Properties.TryGetValue(name, out SchemaNode? own))
            {
                schemas.Add(own);
            }

            schemas.AddRange(patterns.Where(rule => rule.Pattern.IsMatch(name)).Select(rule => context.Compiler.Node(rule.Schema.Location, omission)));
            bool isTaken = schemas.Count > 0;
            if (!isTaken && context.Shape.Additional is { IsSynthetic: false } additional)
            {
                schemas.Add(context.Compiler.Node(additional.Location, omission));
            }

            bool isForbidden = !isTaken && context.Shape.Additional is { } rest && (rest.IsSynthetic || rest.Location.Element.ValueKind == JsonValueKind.False);
            context.Shape.Special.AddRange(schemas);
            yield return new PropertyRule(name, [.. schemas], schemas.Count > 0, isForbidden, requiredAt.GetValueOrDefault(name, -1));
        }
    }
}
