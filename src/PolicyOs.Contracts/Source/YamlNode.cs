using System.Collections.Immutable;

namespace PolicyOs.Contracts.Source;

/// <summary>A node of a YAML document with its place. A closed hierarchy; aliases are already resolved.</summary>
internal abstract class YamlNode
{
    private YamlNode(SourceSpan at, int size, int height) => (At, Size, Height) = (at, size, height);

    internal SourceSpan At { get; }

    /// <summary>How many nodes it is, aliases expanded.</summary>
    internal int Size { get; }

    /// <summary>How many levels it is deep, aliases expanded.</summary>
    internal int Height { get; }

    /// <summary>For messages: what the author wrote, as a noun.</summary>
    internal string Noun => this switch
    {
        Mapping => "a mapping",
        Sequence => "a list",
        Scalar { Kind: ScalarKind.Null } => "null",
        Scalar { Kind: ScalarKind.Boolean } => "a boolean",
        Scalar { Kind: ScalarKind.Integer } => "an integer",
        Scalar { Kind: ScalarKind.Float or ScalarKind.NotFinite } => "a number",
        _ => "a string",
    };

    /// <summary>Text: a string, or the canonical JSON text of a number, boolean or null.</summary>
    internal sealed class Scalar(SourceSpan at, ScalarKind kind, string text) : YamlNode(at, size: 1, height: 1)
    {
        internal ScalarKind Kind { get; } = kind;

        internal string Text { get; } = text;
    }

    internal sealed class Sequence(SourceSpan at, ImmutableArray<YamlNode> items)
        : YamlNode(at, 1 + items.Sum(i => i.Size), 1 + items.Select(i => i.Height).DefaultIfEmpty().Max())
    {
        internal ImmutableArray<YamlNode> Items { get; } = items;
    }

    internal sealed class Mapping(SourceSpan at, ImmutableArray<YamlEntry> entries)
        : YamlNode(at, 1 + entries.Sum(e => 1 + e.Value.Size), 1 + entries.Select(e => e.Value.Height).DefaultIfEmpty().Max())
    {
        internal ImmutableArray<YamlEntry> Entries { get; } = entries;

        internal YamlEntry? Find(string key)
        {
            foreach (YamlEntry entry in Entries)
            {
                if (string.Equals(entry.Key, key, StringComparison.Ordinal))
                {
                    return entry;
                }
            }

            return null;
        }
    }
}
