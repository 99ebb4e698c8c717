using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>One value, or a list of at least one.</summary>
internal sealed class OneOrManyShape<T>(Shape<T> item) : Shape<SyntaxList<T>>
{
    private readonly ListShape<T> _many = new(item, minimum: 1);

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out SyntaxList<T> value)
    {
        if (node is YamlNode.Sequence)
        {
            return _many.TryRead(node, report, out value);
        }

        value = item.TryRead(node, report, out T? one) ? new SyntaxList<T>(node.At, ImmutableArray.Create(one)) : null;
        return value is not null;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        new() { ["anyOf"] = new JsonArray(item.ToSchema(definitions), _many.ToSchema(definitions)) };
}
