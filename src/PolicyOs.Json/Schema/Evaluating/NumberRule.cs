using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>One bound of a number.</summary>
internal sealed record NumberRule(KeywordAt At, NumberRuleKind Kind, JsonNumber Bound)
{
    public bool Holds(JsonNumber value) => Kind switch
    {
        NumberRuleKind.Minimum => value.CompareTo(Bound) >= 0,
        NumberRuleKind.Maximum => value.CompareTo(Bound) <= 0,
        NumberRuleKind.ExclusiveMinimum => value.CompareTo(Bound) > 0,
        NumberRuleKind.ExclusiveMaximum => value.CompareTo(Bound) < 0,
        _ => value.IsMultipleOf(Bound),
    };

    public string Sentence() => Kind switch
    {
        NumberRuleKind.Minimum => $"must be at least {Bound}",
        NumberRuleKind.Maximum => $"must be at most {Bound}",
        NumberRuleKind.ExclusiveMinimum => $"must be greater than {Bound}",
        NumberRuleKind.ExclusiveMaximum => $"must be less than {Bound}",
        _ => $"must be a multiple of {Bound}",
    };
}
