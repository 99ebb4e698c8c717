using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A list of at least <paramref name="minimum"/> entries.</summary>
internal sealed class ListShape<T>(Shape<T> item, int minimum) : Shape<SyntaxList<T>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out SyntaxList<T> value)
    {
        value = null;
        if (node is not YamlNode.Sequence sequence)
        {
            return Refuse(node, "a list", report);
        }

        if (sequence.Items.Length < minimum)
        {
            report.Add(Codes.TooFewEntries, node.At, minimum == 1 ? "the list must not be empty" : $"the list needs at least {minimum} entries, has {sequence.Items.Length}");
        }

        var items = ImmutableArray.CreateBuilder<T>(sequence.Items.Length);
        foreach (YamlNode entry in sequence.Items)
        {
            if (item.TryRead(entry, report, out T? read))
            {
                items.Add(read);
            }
        }

        value = new SyntaxList<T>(node.At, items.DrainToImmutable());
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema(definitions) };
        if (minimum > 0)
        {
            schema["minItems"] = minimum;
        }

        return schema;
    }
}
