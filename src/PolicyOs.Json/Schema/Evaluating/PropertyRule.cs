namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>What applies to a property whose name the schema knows, worked out when compiling.</summary>
/// <param name="Text">The name.</param>
/// <param name="Schemas">Its schemas: from properties, from the patterns the name matches, or else from additionalProperties.</param>
/// <param name="IsEvaluated">Whether one of those keywords evaluated it.</param>
/// <param name="IsForbidden">Whether only <c>additionalProperties: false</c> is left for it.</param>
/// <param name="Required">Its place among the required ones; -1 where it is none.</param>
internal sealed record PropertyRule(string Text, SchemaNode[] Schemas, bool IsEvaluated, bool IsForbidden, int Required)
{
    /// <summary>Its bit among the required ones, in its word of 64; none where it is not required.</summary>
    public ulong RequiredBit { get; } = Required < 0 ? 0 : 1UL << Required;

    /// <summary>The one schema that applies; null where there is another number of them.</summary>
    public SchemaNode? Only { get; } = Schemas.Length == 1 && !IsForbidden ? Schemas[0] : null;
}
