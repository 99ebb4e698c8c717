using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>Compares mappings of the language by the rules of their fields.</summary>
internal static class Mappings
{
    /// <summary>Every field of a definition; an absent mapping is one without keys.</summary>
    public static void Compare(Site site, string definition, YamlNode? old, YamlNode? @new)
    {
        if ((old is not null and not YamlNode.Mapping) || (@new is not null and not YamlNode.Mapping))
        {
            site.Report(Effect.Unknown, old, @new, "one side is not a mapping and cannot be compared");
            return;
        }

        var before = (YamlNode.Mapping?)old;
        var after = (YamlNode.Mapping?)@new;
        IReadOnlyDictionary<string, FieldRule> fields = LanguageFields.Of(definition);
        foreach (string key in Keys(before).Concat(Keys(after)).Distinct(StringComparer.Ordinal))
        {
            YamlNode? left = before?.Find(key)?.Value;
            YamlNode? right = after?.Find(key)?.Value;
            if (NodeEquality.Same(left, right))
            {
                continue;
            }

            Site at = site.At(key, left, right) with { Field = $"{definition}.{key}", OldOwner = before, NewOwner = after };
            if (fields.TryGetValue(key, out FieldRule? rule))
            {
                rule.Compare(at, left, right);
            }
            else
            {
                at.Report(Effect.Breaks, left, right, "the language has no such key");
            }
        }
    }

    private static IEnumerable<string> Keys(YamlNode.Mapping? mapping) => mapping is null ? [] : mapping.Entries.Select(entry => entry.Key);
}
