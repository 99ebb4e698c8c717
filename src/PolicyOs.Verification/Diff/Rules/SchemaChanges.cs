using System.Collections.Frozen;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A JSON Schema of arguments or results, keyword by keyword: it is a contract with those who use it and a control at once.</summary>
internal sealed class SchemaChanges : FieldRule
{
    private static readonly FieldRule s_maximum = new Bound(isUpper: true);
    private static readonly FieldRule s_minimum = new Bound(isUpper: false);
    private static readonly FieldRule s_demand = new Demand();
    private static readonly FieldRule s_meaning = new Demand(changed: Effect.Breaks);
    private static readonly FieldRule s_text = new AnyChange(Effect.None, "says nothing about values");

    private static readonly FrozenDictionary<string, FieldRule> s_keywords = new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["maximum"] = s_maximum,
        ["exclusiveMaximum"] = s_maximum,
        ["maxLength"] = s_maximum,
        ["maxItems"] = s_maximum,
        ["maxProperties"] = s_maximum,
        ["maxContains"] = s_maximum,
        ["minimum"] = s_minimum,
        ["exclusiveMinimum"] = s_minimum,
        ["minLength"] = s_minimum,
        ["minItems"] = s_minimum,
        ["minProperties"] = s_minimum,
        ["minContains"] = s_minimum,
        ["multipleOf"] = s_demand,
        ["pattern"] = s_demand,
        ["uniqueItems"] = new Levels("false", "false", "true"),
        ["type"] = s_meaning,
        ["format"] = s_meaning,
        ["const"] = s_meaning,
        ["enum"] = new Texts(ListKind.Alternatives),
        ["required"] = new RequiredProperties(),
        ["properties"] = new Named(ListKind.Existing, new Subschema()),
        ["patternProperties"] = new Named(ListKind.Restrictions, new Subschema()),
        ["dependentSchemas"] = new Named(ListKind.Restrictions, new Subschema()),
        ["$defs"] = new Named(ListKind.Existing, new Subschema()),
        ["additionalProperties"] = new Subschema(),
        ["unevaluatedProperties"] = new Subschema(),
        ["items"] = new Subschema(),
        ["unevaluatedItems"] = new Subschema(),
        ["contains"] = new Subschema(),
        ["propertyNames"] = new Subschema(),
        ["not"] = new Opposite(new Subschema()),
        ["$ref"] = new AnyChange(Effect.Breaks, "another schema"),
        ["title"] = s_text,
        ["description"] = s_text,
        ["default"] = s_text,
        ["examples"] = s_text,
        ["$comment"] = s_text,
        ["deprecated"] = s_text,
        ["readOnly"] = s_text,
        ["writeOnly"] = s_text,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override string Meaning =>
        "keyword by keyword: a wider value keyword, a dropped `required` or an opened `additionalProperties` weakening, a tighter one strengthening; "
        + "a new optional property compatible; a removed property, a new required one, another type, format or const breaking; the whole schema added or removed weakening";

    /// <summary>Compares two schemas; <c>true</c> is a schema without keywords.</summary>
    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if (old is null || @new is null)
        {
            site.Report(Effect.Unknown, old, @new, "without it the server's own schema holds; which lets more through cannot be told");
            return;
        }

        CompareSchemas(site, old, @new);
    }

    internal static void CompareSchemas(Site site, YamlNode old, YamlNode @new)
    {
        if (IsFalse(old) || IsFalse(@new))
        {
            site.Report(IsFalse(old) ? Effect.Wider : Effect.Narrower, old, @new, IsFalse(old) ? "nothing was valid here" : "nothing is valid here any more");
            return;
        }

        var before = old as YamlNode.Mapping;
        var after = @new as YamlNode.Mapping;
        foreach (string keyword in Keys(before).Concat(Keys(after)).Distinct(StringComparer.Ordinal))
        {
            YamlNode? left = before?.Find(keyword)?.Value;
            YamlNode? right = after?.Find(keyword)?.Value;
            if (!NodeEquality.Same(left, right))
            {
                s_keywords.GetValueOrDefault(keyword, s_demand).Compare(site.At(keyword, left, right) with { OldOwner = before, NewOwner = after }, left, right);
            }
        }
    }

    private static bool IsFalse(YamlNode node) => node is YamlNode.Scalar { Kind: ScalarKind.Boolean, Text: "false" };

    private static IEnumerable<string> Keys(YamlNode.Mapping? mapping) => mapping is null ? [] : mapping.Entries.Select(entry => entry.Key);
}
