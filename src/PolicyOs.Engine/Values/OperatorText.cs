using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Values;

/// <summary>Operators in plain words, to stand after "must".</summary>
internal static class OperatorText
{
    private const int MaxOperand = 80;

    public static string Of(Operator op, CompiledBundle bundle) => op switch
    {
        Operator.EqualTo equal => $"equal {Operand(equal.Value)}",
        Operator.Exists { Expected: true } => "be present and not null",
        Operator.Exists => "be absent or null",
        Operator.TypeIs type => $"be of type {type.Type switch
        {
            JsonType.String => "string",
            JsonType.Number => "number",
            JsonType.Integer => "integer",
            JsonType.Boolean => "boolean",
            JsonType.Object => "object",
            _ => "array",
        }}",
        Operator.Contains contains => $"contain {Operand(contains.Value)}",
        Operator.OneOf any => $"be one of {string.Join(", ", any.Values.Take(10).Select(Operand))}{(any.Values.Length > 10 ? ", …" : string.Empty)}",
        Operator.Matches matches => $"match {Cut(matches.Pattern.ToString() ?? string.Empty)}",
        Operator.AtLeast bound => $"be at least {bound.Bound}",
        Operator.AtMost bound => $"be at most {bound.Bound}",
        Operator.LengthAtLeast bound => $"have a length of at least {bound.Length}",
        Operator.LengthAtMost bound => $"have a length of at most {bound.Length}",
        Operator.EqualsEnvironment variable => $"equal the value of the environment variable {bundle.EnvironmentNames[variable.Variable]}",
        Operator.EqualsSlot { Tolerance: { } tolerance } slot => $"be within {tolerance} (relative) of the bound value `{bundle.Slots[slot.Slot]}`",
        Operator.EqualsSlot slot => $"equal the bound value `{bundle.Slots[slot.Slot]}`",
        _ => "hold",
    };

    private static string Operand(JsonElement value) => Cut(value.GetRawText());

    private static string Cut(string text) => text.Length <= MaxOperand ? text : text[..MaxOperand] + "…";
}
