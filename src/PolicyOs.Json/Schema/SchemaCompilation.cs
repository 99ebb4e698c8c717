namespace PolicyOs.Json.Schema;

/// <summary>What came of compiling a schema.</summary>
/// <param name="Schema">The schema; null where there are problems.</param>
/// <param name="Problems">All that is wrong with it, in the order of the schema.</param>
public sealed record SchemaCompilation(JsonSchema? Schema, IReadOnlyList<SchemaProblem> Problems);
