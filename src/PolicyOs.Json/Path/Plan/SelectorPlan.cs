namespace PolicyOs.Json.Path.Plan;

/// <summary>A compiled selector.</summary>
internal abstract record SelectorPlan
{
    private SelectorPlan()
    {
    }

    internal sealed record Name(string Text, byte[] Utf8) : SelectorPlan;

    internal sealed record Wildcard : SelectorPlan;

    internal sealed record Index(long Value) : SelectorPlan;

    internal sealed record Slice(long? Start, long? End, long Step) : SelectorPlan;

    internal sealed record Filter(TestPlan Test) : SelectorPlan;
}
