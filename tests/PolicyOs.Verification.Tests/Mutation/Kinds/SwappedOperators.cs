using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>An invariant asks the opposite of a bound, or no more of a value than that there is one of its kind.</summary>
internal sealed class SwappedOperators : IMutationKind
{
    public IEnumerable<Mutant> At(MutationPlace place)
    {
        // How an error is called decides on nothing.
        if (place.IsInSchema || place.IsCondition || place.Path.StartsWith("errors[", StringComparison.Ordinal) || place.Owner.Find("path") is null || !DroppedRules.Operators.Contains(place.Key))
        {
            return [];
        }

        // The opposite bound is dropped where it stands beside, so that the swap compiles.
        bool isOfArgumentValues = place.Path.Contains("argument_value_invariants", StringComparison.Ordinal);
        return place.Key switch
        {
            "gte" => Swapped(place, "lte", static value => value),
            "lte" => Swapped(place, "gte", static value => value),
            "length_gte" => Swapped(place, "length_lte", static value => value),
            "length_lte" => Swapped(place, "length_gte", static value => value),
            "regex" or "contains" or "exact_match" => Swapped(place, "type", static _ => Edits.Text("string")),
            "equals" or "one_of" or "equals_env" when !isOfArgumentValues => Swapped(place, "exists", static _ => Edits.Boolean(true)),
            "one_of" when place.Items is [YamlNode.Scalar { Kind: ScalarKind.String }, ..] => Swapped(place, "type", static _ => Edits.Text("string")),
            "ref" => Swapped(place, "type", static _ => Edits.Text("string")),
            _ => [],
        };
    }

    private static IEnumerable<Mutant> Swapped(MutationPlace place, string other, Func<YamlNode, YamlNode> operand) =>
    [
        place.WithOwner(MutationOperator.SwapOperator, $"{place.Key} -> {other}", owner => new YamlNode.Mapping(
            owner.At, [.. owner.Entries.Where(entry => entry.Key != other && entry.Key != "tolerance").Select(entry => entry.Key == place.Key ? entry with { Key = other, Value = operand(entry.Value) } : entry)])),
    ];
}
