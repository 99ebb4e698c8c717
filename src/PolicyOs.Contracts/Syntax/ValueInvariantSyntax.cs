using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>argument_value_invariants</c>: the subset of operators plus <c>ref</c>.</summary>
internal sealed class ValueInvariantSyntax : OperatorsSyntax
{
    internal static readonly string[] SubsetNames = ["exact_match", "type", "regex", "one_of", "gte", "lte", "ref"];

    internal static ObjectShape<ValueInvariantSyntax> Shape { get; } = Refused(Shared(new ObjectShape<ValueInvariantSyntax>(
            "value_invariant", "Every node at the path satisfies every operator.")
        .Required("path", Is.Text, (s, v) => s.Path = v, "RFC 9535 JSONPath, such as $.amount")
        .Optional("exact_match", Is.AnyText, (s, v) => s.ExactMatch = v, "equals this string")
        .Optional("ref", Is.Text, (s, v) => s.Ref = v, "equals what this slot holds")
        .Optional("tolerance", Is.NumberFromZero, (s, v) => s.Tolerance = v, "relative, only with ref: |v-r| <= tolerance * |r|")));

    internal Located<string>? ExactMatch { get; private set; }

    internal Located<string>? Ref { get; private set; }

    internal Located<JsonNumber>? Tolerance { get; private set; }

    private static ObjectShape<ValueInvariantSyntax> Refused(ObjectShape<ValueInvariantSyntax> shape)
    {
        foreach (string name in (string[])["equals", "exists", "contains", "length_gte", "length_lte", "equals_env"])
        {
            string help = name == "equals"
                ? "write `exact_match` for a string or `one_of` with one value, or move the entry to assertions.input_invariants"
                : "move the entry to assertions.input_invariants";
            shape.NotHere(name, $"`{name}` is no operator of argument_value_invariants", help);
        }

        return shape;
    }
}
