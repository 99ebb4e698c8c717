using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>An exact number, of at most 34 significant digits and an exponent within ±400 like the values it is compared with (spec 2.5).</summary>
internal sealed class NumberShape(NumberSign sign) : Shape<Located<JsonNumber>>
{
    private const int MaxDigits = 34;
    private const int MaxExponent = 400;

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<JsonNumber> value)
    {
        value = null;
        if (node is not YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar || !JsonNumber.TryParse(scalar.Text, out JsonNumber number))
        {
            return Refuse(node, "a number", report);
        }

        string? fault = number switch
        {
            _ when number.SignificantDigits > MaxDigits || Math.Abs(number.AdjustedExponent) > MaxExponent =>
                $"must have at most {MaxDigits} significant digits and an exponent within ±{MaxExponent}",
            _ when sign == NumberSign.Positive && number.Sign <= 0 => $"must be above 0, is {scalar.Text}",
            _ when sign == NumberSign.NotNegative && number.Sign < 0 => $"must not be below 0, is {scalar.Text}",
            _ => null,
        };
        if (fault is not null)
        {
            report.Add(Codes.OutOfRange, node.At, fault);
            return false;
        }

        value = new Located<JsonNumber>(number, node.At);
        return true;
    }

    internal override JsonObject ToSchema(JsonObject definitions)
    {
        var schema = new JsonObject { ["type"] = "number" };
        if (sign != NumberSign.Any)
        {
            schema[sign == NumberSign.Positive ? "exclusiveMinimum" : "minimum"] = 0;
        }

        return schema;
    }
}
