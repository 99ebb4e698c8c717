using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A mapping whose keys are the author's names.</summary>
/// <param name="kind">What its entries do.</param>
/// <param name="value">How two values of one name compare; it also takes a value that is only on one side, where <paramref name="kind"/> is null.</param>
internal sealed class Named(ListKind? kind, FieldRule value) : FieldRule
{
    public override string Meaning => kind is { } entries ? $"{ListEffects.Meaning(entries)}; changed: by its fields" : $"each entry: {value.Meaning}";

    public override IEnumerable<string> Parts => value.Parts;

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if ((old is not null and not YamlNode.Mapping) || (@new is not null and not YamlNode.Mapping))
        {
            site.Report(Effect.Unknown, old, @new, "one side is not a mapping and cannot be compared");
            return;
        }

        var before = (YamlNode.Mapping?)old;
        var after = (YamlNode.Mapping?)@new;
        foreach (string name in Names(before).Concat(Names(after)).Distinct(StringComparer.Ordinal))
        {
            YamlNode? left = before?.Find(name)?.Value;
            YamlNode? right = after?.Find(name)?.Value;
            Site at = site.At($"[{name}]", left, right);
            if (NodeEquality.Same(left, right))
            {
                continue;
            }

            if (kind is not { } entries || (left is not null && right is not null))
            {
                value.Compare(at, left, right);
            }
            else
            {
                (Effect effect, string why) = left is null
                    ? ListEffects.Added(entries, before is null or { Entries.IsEmpty: true })
                    : ListEffects.Removed(entries, after is null or { Entries.IsEmpty: true });
                at.Report(effect, left, right, why);
            }
        }
    }

    private static IEnumerable<string> Names(YamlNode.Mapping? mapping) => mapping is null ? [] : mapping.Entries.Select(entry => entry.Key);
}
