using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>New trees from old ones.</summary>
internal static class Edits
{
    /// <summary>The tree with the node at a way from its root replaced, or removed where the change gives null.</summary>
    public static YamlNode At(YamlNode root, ImmutableArray<object> way, Func<YamlNode, YamlNode?> change) => At(root, way, 0, change)!;

    public static YamlNode Text(string text) => new YamlNode.Scalar(default, ScalarKind.String, text);

    public static YamlNode Boolean(bool value) => new YamlNode.Scalar(default, ScalarKind.Boolean, value ? "true" : "false");

    public static YamlNode Number(decimal value)
    {
        string text = value.ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture);
        return new YamlNode.Scalar(default, text.Contains('.', StringComparison.Ordinal) ? ScalarKind.Float : ScalarKind.Integer, text);
    }

    public static YamlNode Append(YamlNode list, YamlNode item) => new YamlNode.Sequence(list.At, ((YamlNode.Sequence)list).Items.Add(item));

    public static YamlNode Replace(YamlNode list, int index, YamlNode item) => new YamlNode.Sequence(list.At, ((YamlNode.Sequence)list).Items.SetItem(index, item));

    /// <summary>A mapping of one key, said to stand where another node does.</summary>
    public static YamlNode.Mapping Mapping(YamlNode at, string key, YamlNode value) => new(at.At, [new YamlEntry(key, at.At, value)]);

    public static YamlNode.Mapping With(YamlNode.Mapping mapping, string key, YamlNode value) => new(mapping.At, mapping.Entries.Add(new YamlEntry(key, mapping.At, value)));

    /// <summary>A list of one item, said to stand where another node does.</summary>
    public static YamlNode List(YamlNode at, YamlNode item) => new YamlNode.Sequence(at.At, [item]);

    private static YamlNode? At(YamlNode node, ImmutableArray<object> way, int depth, Func<YamlNode, YamlNode?> change)
    {
        if (depth == way.Length)
        {
            return change(node);
        }

        switch (node)
        {
            case YamlNode.Mapping mapping:
                return new YamlNode.Mapping(mapping.At, [.. mapping.Entries.Select(entry => entry.Key.Equals(way[depth]) ? (entry, Value: At(entry.Value, way, depth + 1, change)) : (entry, entry.Value))
                    .Where(pair => pair.Item2 is not null).Select(pair => pair.entry with { Value = pair.Item2! })]);
            case YamlNode.Sequence sequence:
                return new YamlNode.Sequence(sequence.At, [.. sequence.Items.Select((item, i) => i.Equals(way[depth]) ? At(item, way, depth + 1, change) : item).OfType<YamlNode>()]);
            default:
                throw new InvalidOperationException("the way leads through a scalar");
        }
    }
}
