using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Analysis;

/// <summary>A compiled schema as data: which schemas apply where, for questions asked without an instance.</summary>
internal sealed class SchemaShape
{
    /// <summary>Schemas that apply to the same instance, always ($ref, allOf).</summary>
    public List<SchemaNode> Always { get; } = [];

    /// <summary>Groups of which at least one schema applies to the same instance (anyOf, oneOf, then and else); null is anything.</summary>
    public List<SchemaNode?[]> Alternatives { get; } = [];

    /// <summary>Schemas that may apply to the same instance, by the names it has (dependentSchemas).</summary>
    public List<SchemaNode> Perhaps { get; } = [];

    /// <summary>Schemas that may apply to the same instance, by the way that led to it (dynamic references).</summary>
    public List<SchemaNode> Dynamic { get; } = [];

    /// <summary>Schemas the same instance is only tried against (not, if).</summary>
    public List<SchemaNode> Tests { get; } = [];

    /// <summary>Schemas of property names and of items that are counted, which have no instance path (propertyNames, contains).</summary>
    public List<SchemaNode> Asides { get; } = [];

    public Dictionary<string, SchemaNode> Properties { get; } = new(StringComparer.Ordinal);

    public List<PatternRule> Patterns { get; } = [];

    /// <summary>What applies to the properties no name or pattern takes; null where anything does.</summary>
    public SchemaNode? Additional { get; set; }

    /// <summary>The same for those that no schema of this instance takes.</summary>
    public SchemaNode? UnevaluatedProperties { get; set; }

    public SchemaNode?[] Heads { get; set; } = [];

    /// <summary>What applies to the items after <see cref="Heads"/>; null where anything does.</summary>
    public SchemaNode? Rest { get; set; }

    public SchemaNode? UnevaluatedItems { get; set; }

    public List<(string Keyword, System.Text.Json.JsonElement Value)> ValueKeywords { get; } = [];

    /// <summary>Further schemas, of single names or positions that keywords were left out for.</summary>
    public List<SchemaNode> Special { get; } = [];

    /// <summary>Whether a value keyword was left out here, or in a schema this one leads to.</summary>
    public bool IsWeakened { get; set; }

    /// <summary>The schemas that look at the same instance.</summary>
    public IEnumerable<SchemaNode> InPlace =>
        [.. Always, .. Alternatives.SelectMany(group => group).OfType<SchemaNode>(), .. Perhaps, .. Tests];

    /// <summary>The same with those a dynamic reference may lead to.</summary>
    public IEnumerable<SchemaNode> InPlaceOrDynamic => [.. InPlace, .. Dynamic];

    /// <summary>All schemas this one leads to.</summary>
    public IEnumerable<SchemaNode> Targets =>
    [
        .. InPlaceOrDynamic, .. Asides, .. Properties.Values, .. Patterns.Select(rule => rule.Schema), .. Special,
        .. new[] { Additional, UnevaluatedProperties, Rest, UnevaluatedItems }.OfType<SchemaNode>(), .. Heads.OfType<SchemaNode>(),
    ];
}
