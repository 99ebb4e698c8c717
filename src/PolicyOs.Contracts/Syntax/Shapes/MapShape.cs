using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A mapping whose keys are the author's own names.</summary>
internal sealed class MapShape<T>(Shape<T> value) : Shape<SyntaxMap<T>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out SyntaxMap<T> map)
    {
        map = null;
        if (node is not YamlNode.Mapping mapping)
        {
            return Refuse(node, "a mapping", report);
        }

        var entries = ImmutableArray.CreateBuilder<SyntaxMapEntry<T>>(mapping.Entries.Length);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (value.TryRead(entry.Value, report, out T? read))
            {
                entries.Add(new SyntaxMapEntry<T>(new Located<string>(entry.Key, entry.KeyAt), read));
            }
        }

        map = new SyntaxMap<T>(node.At, entries.DrainToImmutable());
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        new() { ["type"] = "object", ["additionalProperties"] = value.ToSchema(definitions) };
}
