namespace PolicyOs.Json.Schema;

/// <summary>The dialects of JSON Schema that are known by name; others are put together from vocabularies a <c>$schema</c> names.</summary>
public enum SchemaDialect
{
    /// <summary>Draft 4.</summary>
    Draft4,

    /// <summary>Draft 6.</summary>
    Draft6,

    /// <summary>Draft 7.</summary>
    Draft7,

    /// <summary>Draft 2019-09.</summary>
    Draft201909,

    /// <summary>Draft 2020-12, the default of MCP.</summary>
    Draft202012,
}
