using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Values;

/// <summary>The operators of spec 1.4 on one value that is there.</summary>
internal static class OperatorEvaluator
{
    public static OperatorOutcome Evaluate(Operator op, JsonElement value, in Scope scope) => op switch
    {
        Operator.EqualTo equal => IsUnreadable(value) ? OperatorOutcome.WrongType : Said(JsonEquality.DeepEquals(value, equal.Value)),
        Operator.Exists exists => Said((value.ValueKind != JsonValueKind.Null) == exists.Expected),
        Operator.TypeIs type => Said(HasType(value, type.Type)),
        Operator.Contains contains => Contains(value, contains.Value),
        Operator.OneOf any => IsUnreadable(value) ? OperatorOutcome.WrongType : Said(IsOneOf(value, any.Values)),
        Operator.Matches matches => value.ValueKind == JsonValueKind.String
            ? Said(matches.Pattern.IsMatch(value.GetString()!))
            : OperatorOutcome.WrongType,
        Operator.AtLeast bound => ExactNumber.TryRead(value, out JsonNumber number) ? Said(number >= bound.Bound) : OperatorOutcome.WrongType,
        Operator.AtMost bound => ExactNumber.TryRead(value, out JsonNumber number) ? Said(number <= bound.Bound) : OperatorOutcome.WrongType,
        Operator.LengthAtLeast bound => Length(value) is { } length ? Said(length >= bound.Length) : OperatorOutcome.WrongType,
        Operator.LengthAtMost bound => Length(value) is { } length ? Said(length <= bound.Length) : OperatorOutcome.WrongType,
        Operator.EqualsEnvironment variable => Said(EqualsEnvironment(value, scope.Environment, variable.Variable)),
        Operator.EqualsSlot slot => EqualsSlot(slot, value, scope),
        _ => throw new InvalidOperationException($"operator {op.GetType().Name} is not known"),
    };

    private static OperatorOutcome Said(bool holds) => holds ? OperatorOutcome.Satisfied : OperatorOutcome.Failed;

    // A number that checks do not read equals nothing, not even itself (spec 2.5).
    private static bool IsUnreadable(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && !ExactNumber.TryRead(value, out _);

    private static bool HasType(JsonElement value, JsonType type) => type switch
    {
        JsonType.String => value.ValueKind == JsonValueKind.String,
        JsonType.Number => value.ValueKind == JsonValueKind.Number,
        JsonType.Integer => value.ValueKind == JsonValueKind.Number && JsonNumber.From(value).IsInteger,
        JsonType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        JsonType.Object => value.ValueKind == JsonValueKind.Object,
        JsonType.Array => value.ValueKind == JsonValueKind.Array,
        _ => throw new InvalidOperationException($"type {type} is not known"),
    };

    private static OperatorOutcome Contains(JsonElement value, JsonElement wanted)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return wanted.ValueKind == JsonValueKind.String
                ? Said(value.GetString()!.Contains(wanted.GetString()!, StringComparison.Ordinal))
                : OperatorOutcome.Failed;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return OperatorOutcome.WrongType;
        }

        foreach (JsonElement element in value.EnumerateArray())
        {
            if (!IsUnreadable(element) && JsonEquality.DeepEquals(element, wanted))
            {
                return OperatorOutcome.Satisfied;
            }
        }

        return OperatorOutcome.Failed;
    }

    private static bool IsOneOf(JsonElement value, ImmutableArray<JsonElement> values)
    {
        foreach (JsonElement candidate in values)
        {
            if (JsonEquality.DeepEquals(value, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static int? Length(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Scalars(value),
        JsonValueKind.Array => value.GetArrayLength(),
        _ => null,
    };

    private static int Scalars(JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        if (!raw.Contains((byte)'\\'))
        {
            // Every scalar has exactly one byte that does not continue another.
            int scalars = 0;
            foreach (byte b in raw)
            {
                scalars += (b & 0xC0) != 0x80 ? 1 : 0;
            }

            return scalars;
        }

        return value.GetString()!.EnumerateRunes().Count();
    }

    private static bool EqualsEnvironment(JsonElement value, ImmutableArray<string?> environment, int variable) =>
        variable < environment.Length && environment[variable] is { } text
        && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static OperatorOutcome EqualsSlot(Operator.EqualsSlot op, JsonElement value, in Scope scope)
    {
        if (scope.Slots[op.Slot]?.Value is not { } bound)
        {
            return OperatorOutcome.Unbound;
        }

        if (op.Tolerance is not { } tolerance)
        {
            return IsUnreadable(value) ? OperatorOutcome.WrongType : Said(JsonEquality.DeepEquals(value, bound));
        }

        return ExactNumber.TryRead(value, out JsonNumber v) && ExactNumber.TryRead(bound, out JsonNumber r)
            ? Said(v.Subtract(r).Abs() <= tolerance.Multiply(r.Abs()))
            : OperatorOutcome.WrongType;
    }
}
