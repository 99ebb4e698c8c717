using PolicyOs.Contracts.Source;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Verification.Diff;

/// <summary>Whether two nodes say the same: keys in any order, numbers by value.</summary>
internal static class NodeEquality
{
    public static bool Same(YamlNode? a, YamlNode? b) => (a, b) switch
    {
        (null, null) => true,
        (YamlNode.Scalar left, YamlNode.Scalar right) => Same(left, right),
        (YamlNode.Sequence left, YamlNode.Sequence right) =>
            left.Items.Length == right.Items.Length && left.Items.Zip(right.Items).All(pair => Same(pair.First, pair.Second)),
        (YamlNode.Mapping left, YamlNode.Mapping right) =>
            left.Entries.Length == right.Entries.Length && left.Entries.All(entry => right.Find(entry.Key) is { } other && Same(entry.Value, other.Value)),
        _ => false,
    };

    /// <summary>The number that a node is; null when it is none.</summary>
    public static JsonNumber? Number(YamlNode? node) =>
        node is YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar && JsonNumber.TryParse(scalar.Text, out JsonNumber value) ? value : null;

    private static bool Same(YamlNode.Scalar a, YamlNode.Scalar b) =>
        Number(a) is { } left && Number(b) is { } right ? left == right : a.Kind == b.Kind && string.Equals(a.Text, b.Text, StringComparison.Ordinal);
}
