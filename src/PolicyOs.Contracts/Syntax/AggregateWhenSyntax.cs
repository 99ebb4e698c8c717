using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of an aggregate's <c>when</c>.</summary>
internal sealed class AggregateWhenSyntax : OperatorsSyntax
{
    internal static ObjectShape<AggregateWhenSyntax> Shape { get; } = FullOperators(new ObjectShape<AggregateWhenSyntax>(
            "aggregate_when", "Bounds while a binding satisfies a condition.")
        .Required("binding", Is.Text, (s, v) => s.Binding = v, "a slot")
        .Optional("then_gte", Is.Number, (s, v) => s.ThenAtLeast = v, "replaces gte")
        .Optional("then_lte", Is.Number, (s, v) => s.ThenAtMost = v, "replaces lte")
        .NotYet("cel"));

    internal Located<string>? Binding { get; private set; }

    internal Located<JsonNumber>? ThenAtLeast { get; private set; }

    internal Located<JsonNumber>? ThenAtMost { get; private set; }
}
