using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Analysis;

/// <summary>Lists value keywords by instance path.</summary>
internal static class ValueKeywordLister
{
    /// <summary>The most that are listed.</summary>
    public const int MaxCount = 10_000;

    private const int MaxDepth = 64;

    public static IReadOnlyList<ValueKeyword> List(SchemaNode root)
    {
        var found = new List<ValueKeyword>();
        int steps = 10 * MaxCount;
        Visit(root, InstancePath.Root, []);
        return found;

        void Visit(SchemaNode node, InstancePath path, HashSet<SchemaNode> above)
        {
            if (found.Count >= MaxCount || --steps < 0 || above.Count >= MaxDepth || !above.Add(node))
            {
                return;
            }

            found.AddRange(node.Shape.ValueKeywords.Select(pair =>
                new ValueKeyword(path, pair.Keyword, pair.Value, $"{node.Location.Path}/{pair.Keyword}")));
            foreach (SchemaNode same in node.Shape.Always)
            {
                Visit(same, path, above);
            }

            foreach ((string name, SchemaNode property) in node.Shape.Properties)
            {
                Visit(property, path.Then(InstanceStep.Property(name)), above);
            }

            for (int i = 0; i < node.Shape.Heads.Length; i++)
            {
                if (node.Shape.Heads[i] is { } head)
                {
                    Visit(head, path.Then(InstanceStep.Item(i)), above);
                }
            }

            if (node.Shape.Rest is { } rest)
            {
                Visit(rest, path.Then(InstanceStep.AnyItem), above);
            }

            above.Remove(node);
        }
    }
}
