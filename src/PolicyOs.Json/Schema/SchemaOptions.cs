namespace PolicyOs.Json.Schema;

/// <summary>How a schema is compiled.</summary>
public sealed record SchemaOptions
{
    /// <summary>Where documents come from that a <c>$ref</c> or <c>$schema</c> names; the network is never asked. The metaschemas of the
    /// known dialects are always there.</summary>
    public SchemaRegistry? Registry { get; init; }

    /// <summary>Whether <c>format</c> is checked; else it is a note, as 2020-12 has it (7.2.1).</summary>
    public bool AssertFormat { get; init; }

    /// <summary>The dialect where the schema has no <c>$schema</c>.</summary>
    public SchemaDialect DefaultDialect { get; init; } = SchemaDialect.Draft202012;

    /// <summary>Which value keywords are left out (spec 1.4, schema-derived).</summary>
    public ValueKeywordOmission Omission { get; init; } = ValueKeywordOmission.None;

    /// <summary>Closes the root as <c>unevaluatedProperties: false</c> would, where the schema says nothing about further properties (spec 1.4,
    /// strict_arguments).</summary>
    public bool CloseRoot { get; init; }
}
