using PolicyOs.Verification.Diff.Rules;
using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>policies/*.yaml: roles and rules, wherever among the files they stand.</summary>
internal static class PoliciesFields
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["policies"] = Table(
        [
            new("schema_version", new AnyChange(Effect.Breaks, "another language", whenAbsent: "1.0")),
            new("roles", new Entries(ListKind.Grants, "role", "role")),
            new("rules", RestrictionsOf("rule", "id")),
        ]),
        ["role"] = Table([new("role", Name), new("permissions", Grants), new("inherits_from", Grants)]),
        ["rule"] = Table(
        [
            new("id", Name),
            new("applies_to", CoveredTools),
            new("condition", Other),
            new("effect", new Levels(string.Empty, "require_approval", "deny")),
            new("message", Words),
            new("approvers", new Seats("approval_rule")),
            new("approval_rule", new Levels("any", "any", "majority", "all")),
        ]),
    };
}
