using System.Collections.Immutable;
using PolicyOs.Contracts.Source;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>
/// <c>when</c> of an aggregate: bounds that replace the stated ones. An entry whose bounds are all at least as tight as the stated ones
/// restricts, one that loosens any of them permits.
/// </summary>
internal sealed class ConditionalBounds : FieldRule
{
    private readonly Entries _tightening = new(ListKind.Restrictions, "aggregate_when", "binding");
    private readonly Entries _loosening = new(ListKind.Grants, "aggregate_when", "binding");

    public override string Meaning => "an entry that tightens the bounds: added strengthening, removed weakening; one that loosens them: the opposite; changed: by its fields";

    public override IEnumerable<string> Parts => _tightening.Parts;

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        ImmutableArray<YamlNode> before = (old as YamlNode.Sequence)?.Items ?? [];
        ImmutableArray<YamlNode> after = (@new as YamlNode.Sequence)?.Items ?? [];
        int reported = site.Found.Count;
        _tightening.Pair(site, [.. before.Where(item => Tightens(item, site.OldOwner))], [.. after.Where(item => Tightens(item, site.NewOwner))]);
        _loosening.Pair(site, [.. before.Where(item => !Tightens(item, site.OldOwner))], [.. after.Where(item => !Tightens(item, site.NewOwner))]);
        if (site.Found.Count == reported)
        {
            site.Report(Effect.Unknown, old, @new, "the first entry that applies counts, and their order is another one");
        }
    }

    private static bool Tightens(YamlNode item, YamlNode.Mapping? aggregate)
    {
        if (item is not YamlNode.Mapping entry || aggregate is null)
        {
            return false;
        }

        JsonNumber? atLeast = NodeEquality.Number(aggregate.Find("gte")?.Value);
        JsonNumber? atMost = NodeEquality.Number(aggregate.Find("lte")?.Value);
        JsonNumber? thenAtLeast = NodeEquality.Number(entry.Find("then_gte")?.Value);
        JsonNumber? thenAtMost = NodeEquality.Number(entry.Find("then_lte")?.Value);
        return (thenAtLeast is null || atLeast is null || thenAtLeast >= atLeast) && (thenAtMost is null || atMost is null || thenAtMost <= atMost);
    }
}
