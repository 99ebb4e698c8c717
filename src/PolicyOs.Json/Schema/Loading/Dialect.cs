using System.Collections.Frozen;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>A set of keywords and the few ways in which dialects read the same keyword differently.</summary>
/// <param name="Version">The dialect it is, or is put together from.</param>
/// <param name="Keywords">The keywords that mean something.</param>
/// <param name="AssertsFormat">Whether a vocabulary makes <c>format</c> an assertion.</param>
internal sealed record Dialect(SchemaDialect Version, FrozenSet<string> Keywords, bool AssertsFormat)
{
    /// <summary>What names the base URI: <c>id</c> in draft 4.</summary>
    public string IdKeyword => Version == SchemaDialect.Draft4 ? "id" : "$id";

    /// <summary>Whether a <c>$ref</c> makes its siblings mean nothing (up to draft 7).</summary>
    public bool RefStandsAlone => Version <= SchemaDialect.Draft7;

    /// <summary>Whether <c>items</c> may be a list and <c>additionalItems</c> follows it (up to 2019-09).</summary>
    public bool ItemsMayBeList => Version <= SchemaDialect.Draft201909;

    /// <summary>Whether <c>exclusiveMinimum</c> is a boolean that changes <c>minimum</c> (draft 4).</summary>
    public bool ExclusiveIsBoolean => Version == SchemaDialect.Draft4;

    /// <summary>Whether an item that <c>contains</c> found counts as evaluated (2020-12).</summary>
    public bool ContainsEvaluates => Version == SchemaDialect.Draft202012;

    public bool Has(string keyword) => Keywords.Contains(keyword);
}
