using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of an aggregate's <c>when</c>.</summary>
internal sealed class AggregateWhenSyntax : OperatorsSyntax
{
    internal static ObjectShape<AggregateWhenSyntax> Shape { get; } = FullOperators(new ObjectShape<AggregateWhenSyntax>(
            "aggregate_when", "Bounds while a binding satisfies a condition, or while an expression does.")
        .Optional("binding", Is.Text, (s, v) => s.Binding = v, "a slot")
        .Optional("cel", Is.Text, (s, v) => s.Cel = v, "CEL over input, principal, session, tool and now; must yield bool, and denies when it cannot")
        .Either("binding", "cel")
        .Optional("then_gte", Is.Number, (s, v) => s.ThenAtLeast = v, "replaces gte")
        .Optional("then_lte", Is.Number, (s, v) => s.ThenAtMost = v, "replaces lte"));

    internal Located<string>? Binding { get; private set; }

    internal Located<string>? Cel { get; private set; }

    internal Located<JsonNumber>? ThenAtLeast { get; private set; }

    internal Located<JsonNumber>? ThenAtMost { get; private set; }
}
