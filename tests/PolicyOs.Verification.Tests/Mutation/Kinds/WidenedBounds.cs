using System.Collections.Frozen;
using System.Globalization;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A number lets more through (by one or a tenth, twice, ten times), or a list of values has one more.</summary>
internal sealed class WidenedBounds : IMutationKind
{
    private static readonly FrozenSet<string> s_upper = FrozenSet.Create(
        StringComparer.Ordinal,
        "lte", "length_lte", "band", "tolerance", "then_lte", "threshold", "max_per_minute", "max_per_hour", "max_per_day", "consecutive_blocks", "consecutive_errors", "max_steps", "max_tool_calls",
        "max_cost_per_session", "maximum", "exclusiveMaximum", "maxLength", "maxItems");

    // A call that is said to cost less uses up less; a key that is kept for less time comes back sooner.
    private static readonly FrozenSet<string> s_lower = FrozenSet.Create(
        StringComparer.Ordinal, "gte", "length_gte", "then_gte", "minimum", "exclusiveMinimum", "minLength", "minItems", "fixed", "estimate", "retention_hours");

    public IEnumerable<Mutant> At(MutationPlace place)
    {
        if (place.IsCondition)
        {
            return [];
        }

        if (place.Key is "enum" or "one_of" && !place.IsTrigger && place.Items is [YamlNode.Scalar { Kind: ScalarKind.String }, ..])
        {
            // The value that cases try is the one that a widened list lets through.
            return [place.Changed(MutationOperator.WidenBound, "one more value", list => Edits.Append(list, Edits.Text("something-else")))];
        }

        bool isUpper = s_upper.Contains(place.Key) || place.Path.StartsWith("session_limits.max_calls_per_tool[", StringComparison.Ordinal);
        return (isUpper || s_lower.Contains(place.Key)) && place.Entry.Value is YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } number
            ? Wider(number, isUpper != place.IsTrigger, place.Key is "length_gte" or "minLength" or "minItems" or "fixed" or "estimate" ? 0 : place.Key == "retention_hours" ? 1 : decimal.MinValue)
                .Select(wider => place.Changed(MutationOperator.WidenBound, string.Create(CultureInfo.InvariantCulture, $"{number.Text} -> {wider}"), _ => Edits.Number(wider)))
            : [];
    }

    // What a condition of a checkpoint matches is asked for: less of it asks less, which the caller says by the direction.
    private static HashSet<decimal> Wider(YamlNode.Scalar number, bool isUp, decimal least)
    {
        decimal value = decimal.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool isCount = number.Kind == ScalarKind.Integer;
        decimal near = isCount ? value + (isUp ? 1 : -1) : value + ((isUp ? 1 : -1) * Math.Max(0.001m, Math.Abs(value) * 0.1m));
        decimal far = isUp ? (value * 2) + 1 : isCount ? Math.Floor(value / 2) - 1 : value / 2;
        decimal farther = isUp ? (value * 10) + 10 : isCount ? Math.Floor(value / 10) - 10 : value / 10;
        return [.. new[] { near, far, farther }.Where(wider => wider != value && wider >= least)];
    }
}
