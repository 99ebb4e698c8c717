using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A whole number of a range; 3.0 is one.</summary>
internal sealed class IntegerShape(int minimum, int maximum) : Shape<Located<int>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<int> value)
    {
        value = null;
        if (node is not YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar
            || !JsonNumber.TryParse(scalar.Text, out JsonNumber number) || !number.IsInteger)
        {
            return Refuse(node, "an integer", report);
        }

        if (!number.TryToInt64(out long exact) || exact < minimum || exact > maximum)
        {
            bool isBelow = number < JsonNumber.FromInt64(minimum);
            string range = isBelow && maximum == int.MaxValue ? $"at least {minimum}" : $"between {minimum} and {maximum}";
            report.Add(Codes.OutOfRange, node.At, $"must be {range}, is {scalar.Text}");
            return false;
        }

        value = new Located<int>((int)exact, node.At);
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
}
