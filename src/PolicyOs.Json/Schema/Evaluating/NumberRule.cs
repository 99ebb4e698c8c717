using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>One bound of a number.</summary>
internal sealed record NumberRule(KeywordAt At, NumberRuleKind Kind, JsonNumber Bound)
{
    private readonly bool _isShort = ShortDecimal.From(Bound) is not null;
    private readonly ShortDecimal _short = ShortDecimal.From(Bound) ?? default;

    /// <summary>Whether a short value satisfies it for sure; where not, the exact value decides.</summary>
    public bool HoldsSurely(ShortDecimal value) => _isShort && Kind switch
    {
        NumberRuleKind.Minimum => ShortDecimal.Compare(value, _short) >= 0,
        NumberRuleKind.Maximum => ShortDecimal.Compare(value, _short) <= 0,
        NumberRuleKind.ExclusiveMinimum => ShortDecimal.Compare(value, _short) > 0,
        NumberRuleKind.ExclusiveMaximum => ShortDecimal.Compare(value, _short) < 0,
        _ => value.IsSurelyMultipleOf(_short),
    };

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
