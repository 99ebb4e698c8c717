using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A check covers fewer tools, cases, keys or stages, or is met by everything.</summary>
internal sealed class LoosenedChecks : IMutationKind
{
    public IEnumerable<Mutant> At(MutationPlace place) => place switch
    {
        // An argument may be of any type.
        { File: "mcp_contract.yaml" } => place is { IsInSchema: true, Key: "type" or "format" } && IsOfAnArgument(place) ? [place.Gone() with { Operator = MutationOperator.LoosenCheck }] : [],

        // What covers fewer tools, or compares what does not belong together.
        { Key: "tool" or "tools" or "applies_to", Items.Length: > 1 } when IsOfARestriction(place) => Each(place),
        { Key: "key", Items.Length: 1 } when place.Path.Contains("stages[", StringComparison.Ordinal) => [place.Gone() with { Operator = MutationOperator.LoosenCheck }],

        // What asks in fewer cases.
        { Key: "when", Items.Length: > 1 } when place.Path.Contains("aggregates", StringComparison.Ordinal) || !IsAll(place) => Each(place),
        { Key: "when", Text: "always" } when FirstShown(place) is { } path => [place.Changed(MutationOperator.LoosenCheck, $"always -> without {path}", list => Edits.List(list, Edits.With(Edits.Mapping(list, "path", Edits.Text(path)), "exists", Edits.Boolean(false))))],
        { Key: "condition" } => [place.Changed(MutationOperator.LoosenCheck, "always met", static _ => Edits.Text("true"))],

        // What never taints, or taints with a label that nothing reads.
        { Key: "when_label" } => [place.Changed(MutationOperator.LoosenCheck, $"{place.Text} -> another-label", static _ => Edits.Text("another-label"))],
        { Key: "label" } when place.Path.Contains("from_output", StringComparison.Ordinal) => [place.Changed(MutationOperator.LoosenCheck, $"{place.Text} -> another-label", static _ => Edits.Text("another-label"))],
        _ => [],
    };

    private static IEnumerable<Mutant> Each(MutationPlace place) => Enumerable.Range(0, place.Items.Length).Select(i => place.WithoutItem(i) with { Operator = MutationOperator.LoosenCheck });

    private static bool IsOfARestriction(MutationPlace place) => !place.Path.Contains(".allow.", StringComparison.Ordinal);

    // What the person is shown of every call.
    private static string? FirstShown(MutationPlace place) =>
        place.Owner.Find("context")?.Value is YamlNode.Sequence { Items: [YamlNode.Mapping first, ..] } ? (first.Find("path")?.Value as YamlNode.Scalar)?.Text : null;

    private static bool IsAll(MutationPlace place) => place.Owner.Find("match")?.Value is YamlNode.Scalar { Text: "all" };

    // In brackets it is a property of that name. Arguments are an object whatever the schema says, and a list of values says their type.
    private static bool IsOfAnArgument(MutationPlace place) =>
        place.Path.Contains(".input_schema.properties[", StringComparison.Ordinal) && !place.Path.EndsWith(']') && place.Owner.Find("enum") is null && place.Owner.Find("const") is null;
}
