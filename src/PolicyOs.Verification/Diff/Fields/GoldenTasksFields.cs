using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>golden_tasks.yaml: proof. Its fields decide on no call, so that every change of them is compatible.</summary>
internal static class GoldenTasksFields
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["golden_tasks"] = Table([new("schema_version", Name), new("tasks", Proof), new("equivalent", Proof)]),
    };
}
