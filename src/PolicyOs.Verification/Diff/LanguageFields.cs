using System.Collections.Frozen;
using PolicyOs.Verification.Diff.Fields;

namespace PolicyOs.Verification.Diff;

/// <summary>How changes of every field of the language are classed, by definition (as the generated schemas name them) and key.</summary>
internal static class LanguageFields
{
    /// <summary>Definition to its fields.</summary>
    public static FrozenDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = FrozenDictionary.ToFrozenDictionary(
    [
        .. McpContractFields.All,
        .. AgentContractFields.All,
        .. SessionFields.All,
        .. ToolFields.All,
        .. PoliciesFields.All,
        .. GoldenTasksFields.All,
    ], StringComparer.Ordinal);

    /// <summary>The fields of a definition.</summary>
    public static IReadOnlyDictionary<string, FieldRule> Of(string definition) => All[definition];
}
