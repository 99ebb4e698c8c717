using System.Collections.Immutable;

namespace PolicyOs.Contracts.Source;

/// <summary>A node of a YAML document with its place. A closed hierarchy; aliases are already resolved.</summary>
public abstract class YamlNode
{
    private YamlNode(SourceSpan at, int size, int height) => (At, Size, Height) = (at, size, height);

    /// <summary>Where it is written.</summary>
    public SourceSpan At { get; }

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

    /// <summary>A single value.</summary>
    public sealed class Scalar(SourceSpan at, ScalarKind kind, string text) : YamlNode(at, size: 1, height: 1)
    {
        /// <summary>What the core schema takes it for.</summary>
        public ScalarKind Kind { get; } = kind;

        /// <summary>A string, or the canonical JSON text of a number, boolean or null.</summary>
        public string Text { get; } = text;
    }

    /// <summary>A list.</summary>
    public sealed class Sequence(SourceSpan at, ImmutableArray<YamlNode> items)
        : YamlNode(at, 1 + items.Sum(i => i.Size), 1 + items.Select(i => i.Height).DefaultIfEmpty().Max())
    {
        /// <summary>In the order they are written.</summary>
        public ImmutableArray<YamlNode> Items { get; } = items;
    }

    /// <summary>Keys with values; no key twice.</summary>
    public sealed class Mapping(SourceSpan at, ImmutableArray<YamlEntry> entries)
        : YamlNode(at, 1 + entries.Sum(e => 1 + e.Value.Size), 1 + entries.Select(e => e.Value.Height).DefaultIfEmpty().Max())
    {
        /// <summary>In the order they are written.</summary>
        public ImmutableArray<YamlEntry> Entries { get; } = entries;

        /// <summary>The entry of a key; null when it is not written.</summary>
        public YamlEntry? Find(string key)
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
