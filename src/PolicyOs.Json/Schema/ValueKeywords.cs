using System.Collections.Frozen;

namespace PolicyOs.Json.Schema;

/// <summary>The keywords that constrain a value rather than a structure (spec 1.4).</summary>
public static class ValueKeywords
{
    /// <summary>Their names.</summary>
    public static IReadOnlySet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "pattern",
        "format",
        "enum",
        "const",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems");
}
