using System.Collections.Frozen;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>The known dialects and the vocabularies others are put together from.</summary>
internal static class Dialects
{
    private const string Core = "$id $ref $anchor $defs definitions $schema $vocabulary $comment ";
    private const string Applicator =
        "allOf anyOf oneOf not if then else dependentSchemas dependencies properties patternProperties additionalProperties propertyNames items contains ";
    private const string Validation =
        "type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems "
        + "maxContains minContains maxProperties minProperties required dependentRequired ";
    private const string Draft4 =
        "id $ref $schema definitions allOf anyOf oneOf not properties patternProperties additionalProperties items additionalItems dependencies type enum "
        + "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxProperties minProperties required format ";
    private const string Draft6 = Draft4 + "$id const contains propertyNames ";
    private const string Draft7 = Draft6 + "if then else $comment ";

    private static readonly FrozenDictionary<string, string> Vocabularies = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["https://json-schema.org/draft/2019-09/vocab/core"] = Core + "$recursiveRef $recursiveAnchor ",
        ["https://json-schema.org/draft/2019-09/vocab/applicator"] = Applicator + "additionalItems unevaluatedItems unevaluatedProperties ",
        ["https://json-schema.org/draft/2019-09/vocab/validation"] = Validation,
        ["https://json-schema.org/draft/2019-09/vocab/meta-data"] = "",
        ["https://json-schema.org/draft/2019-09/vocab/format"] = "format ",
        ["https://json-schema.org/draft/2019-09/vocab/content"] = "contentSchema ",
        ["https://json-schema.org/draft/2020-12/vocab/core"] = Core + "$dynamicRef $dynamicAnchor ",
        ["https://json-schema.org/draft/2020-12/vocab/applicator"] = Applicator + "prefixItems ",
        ["https://json-schema.org/draft/2020-12/vocab/unevaluated"] = "unevaluatedItems unevaluatedProperties ",
        ["https://json-schema.org/draft/2020-12/vocab/validation"] = Validation,
        ["https://json-schema.org/draft/2020-12/vocab/meta-data"] = "",
        ["https://json-schema.org/draft/2020-12/vocab/format-annotation"] = "format ",
        ["https://json-schema.org/draft/2020-12/vocab/format-assertion"] = "format ",
        ["https://json-schema.org/draft/2020-12/vocab/content"] = "contentSchema ",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly Dialect[] Known =
    [
        new(SchemaDialect.Draft4, Set(Draft4), AssertsFormat: false),
        new(SchemaDialect.Draft6, Set(Draft6.Replace("id $ref", "$ref", StringComparison.Ordinal)), AssertsFormat: false),
        new(SchemaDialect.Draft7, Set(Draft7.Replace("id $ref", "$ref", StringComparison.Ordinal)), AssertsFormat: false),
        new(SchemaDialect.Draft201909, Set(AllOf("2019-09")), AssertsFormat: false),
        new(SchemaDialect.Draft202012, Set(AllOf("2020-12")), AssertsFormat: false),
    ];

    public static Dialect Of(SchemaDialect version) => Known[(int)version];

    /// <summary>The known dialect a <c>$schema</c> names, written with http or https, with or without an empty fragment.</summary>
    public static Dialect? Named(string uri) => uri.TrimEnd('#').Replace("https://", "http://", StringComparison.Ordinal) switch
    {
        "http://json-schema.org/draft-04/schema" => Of(SchemaDialect.Draft4),
        "http://json-schema.org/draft-06/schema" => Of(SchemaDialect.Draft6),
        "http://json-schema.org/draft-07/schema" => Of(SchemaDialect.Draft7),
        "http://json-schema.org/draft/2019-09/schema" => Of(SchemaDialect.Draft201909),
        "http://json-schema.org/draft/2020-12/schema" => Of(SchemaDialect.Draft202012),
        _ => null,
    };

    /// <summary>The dialect a metaschema's <c>$vocabulary</c> describes; the URI of a required vocabulary that is not known, where there is one.</summary>
    public static (Dialect? Dialect, string? Unknown) FromVocabularies(SchemaDialect version, IEnumerable<(string Uri, bool Required)> vocabularies)
    {
        var keywords = new List<string>();
        bool asserts = false;
        foreach ((string uri, bool required) in vocabularies)
        {
            if (Vocabularies.TryGetValue(uri, out string? words))
            {
                keywords.Add(words);
                asserts |= uri.EndsWith("/format-assertion", StringComparison.Ordinal);
            }
            else if (required)
            {
                return (null, uri);
            }
        }

        return (new Dialect(version, Set(string.Concat(keywords)), asserts), null);
    }

    private static string AllOf(string draft) =>
        string.Concat(Vocabularies.Where(pair => pair.Key.Contains(draft, StringComparison.Ordinal)).Select(pair => pair.Value));

    private static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
