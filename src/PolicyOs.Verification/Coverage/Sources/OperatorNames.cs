using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Operators as authors write them.</summary>
internal static class OperatorNames
{
    public static string Of(Operator op) => op switch
    {
        Operator.EqualTo => "equals",
        Operator.Exists => "exists",
        Operator.TypeIs => "type",
        Operator.Contains => "contains",
        Operator.OneOf => "one_of",
        Operator.Matches => "regex",
        Operator.AtLeast => "gte",
        Operator.AtMost => "lte",
        Operator.LengthAtLeast => "length_gte",
        Operator.LengthAtMost => "length_lte",
        Operator.EqualsEnvironment => "equals_env",
        Operator.EqualsSlot => "ref",
        _ => throw new InvalidOperationException($"operator {op.GetType().Name} has no name"),
    };
}
