using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>Values and operators as spec 1.4 words them, by the plainest means: decimal, text, recursion.</summary>
internal static class NaiveValues
{
    /// <summary>One text for every value that <c>equals</c> takes for the same.</summary>
    public static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => JsonSerializer.Serialize(p.Name) + ":" + Canonical(p.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.Number => Text(value.GetDecimal()),
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };

    public static string Text(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    public static decimal Decimal(PolicyOs.Json.Numbers.JsonNumber number) => decimal.Parse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static JsonElement? At(PolicyOs.Json.Path.JsonPath path, JsonElement root) => path.TrySelectSingle(root, out JsonElement value) ? value : null;

    public static bool IsAbsent(JsonElement? value) => value is null || value.Value.ValueKind == JsonValueKind.Null;

    /// <summary>True, false, or null for "cannot be asked".</summary>
    public static bool? Holds(Operator op, JsonElement value, Func<int, JsonElement?> slot)
    {
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        switch (op)
        {
            case Operator.EqualTo e: return Canonical(value) == Canonical(e.Value);
            case Operator.Exists e: return e.Expected == (value.ValueKind != JsonValueKind.Null);
            case Operator.OneOf e: return e.Values.Any(v => Canonical(v) == Canonical(value));
            case Operator.AtLeast e: return isNumber ? value.GetDecimal() >= Decimal(e.Bound) : null;
            case Operator.AtMost e: return isNumber ? value.GetDecimal() <= Decimal(e.Bound) : null;
            case Operator.EqualsSlot e:
                if (slot(e.Slot) is not { } bound)
                {
                    return null;
                }

                if (e.Tolerance is not { } t)
                {
                    return Canonical(value) == Canonical(bound);
                }

                return isNumber && bound.ValueKind == JsonValueKind.Number
                    ? Math.Abs(value.GetDecimal() - bound.GetDecimal()) <= Decimal(t) * Math.Abs(bound.GetDecimal())
                    : null;
            default: throw new NotSupportedException(op.GetType().Name);
        }
    }

    public static bool Satisfies(Invariant invariant, JsonElement root, Func<int, JsonElement?> slot) =>
        At(invariant.Path, root) is { } value
            ? invariant.Operators.All(op => Holds(op, value, slot) == true)
            : invariant.Operators.All(op => op is Operator.Exists { Expected: false });

    public static bool Triggers(Invariant condition, JsonElement root, Func<int, JsonElement?> slot)
    {
        if (At(condition.Path, root) is not { } value)
        {
            return condition.Operators.OfType<Operator.Exists>().FirstOrDefault() is not { Expected: true };
        }

        return condition.Operators.Any(op => Holds(op, value, slot) is null) || condition.Operators.All(op => Holds(op, value, slot) == true);
    }
}
