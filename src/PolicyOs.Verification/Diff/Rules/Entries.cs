using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A list of mappings, found again by a key of theirs.</summary>
/// <param name="kind">What its entries do.</param>
/// <param name="definition">The definition of an entry.</param>
/// <param name="names">Keys that together name an entry; entries of one name are taken in their order.</param>
internal sealed class Entries(ListKind kind, string definition, params string[] names) : FieldRule
{
    public override string Meaning => ListEffects.Meaning(kind) + "; changed: by its fields";

    public override IEnumerable<string> Parts => [definition];

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if ((old is not null and not YamlNode.Sequence) || (@new is not null and not YamlNode.Sequence))
        {
            site.Report(Effect.Unknown, old, @new, "one side is not a list and cannot be compared");
            return;
        }

        ImmutableArray<YamlNode> before = (old as YamlNode.Sequence)?.Items ?? [];
        ImmutableArray<YamlNode> after = (@new as YamlNode.Sequence)?.Items ?? [];
        int reported = site.Found.Count;
        Pair(site, before, after);
        if (site.Found.Count == reported)
        {
            site.Report(Effect.None, old, @new, "the same entries in another order");
        }
    }

    /// <summary>Pairs entries by name and compares them; what has no partner is added or removed.</summary>
    public void Pair(Site site, ImmutableArray<YamlNode> before, ImmutableArray<YamlNode> after)
    {
        List<YamlNode> open = [.. before.Where(item => !after.Any(other => NodeEquality.Same(item, other)))];
        foreach (YamlNode item in after.Where(item => !before.Any(other => NodeEquality.Same(item, other))))
        {
            string name = Name(item);
            int partner = open.FindIndex(other => Name(other) == name);
            Site at = site.At($"[{name}]", partner < 0 ? null : open[partner], item);
            if (partner < 0)
            {
                (Effect effect, string why) = ListEffects.Added(kind, before.IsEmpty);
                at.Report(effect, null, item, why);
                continue;
            }

            YamlNode old = open[partner];
            open.RemoveAt(partner);
            Mappings.Compare(at, definition, old, item);
        }

        foreach (YamlNode item in open)
        {
            (Effect effect, string why) = ListEffects.Removed(kind, after.IsEmpty);
            site.At($"[{Name(item)}]", item, null).Report(effect, item, null, why);
        }
    }

    private string Name(YamlNode item) => item is YamlNode.Mapping mapping
        ? string.Join(' ', names.Select(name => mapping.Find(name) is { } entry ? NodeText.Of(entry.Value) : "-"))
        : NodeText.Of(item);
}
