namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>The numeric keywords.</summary>
internal enum NumberRuleKind
{
    Minimum,
    Maximum,
    ExclusiveMinimum,
    ExclusiveMaximum,
    MultipleOf,
}
