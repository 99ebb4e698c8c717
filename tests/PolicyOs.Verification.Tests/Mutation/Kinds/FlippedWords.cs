using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A word of permission becomes one of refusal or of less proof, or the other way.</summary>
internal sealed class FlippedWords : IMutationKind
{
    // What stands, what takes its place, whether that lets more through.
    private static readonly ImmutableArray<(string Key, string From, string To, bool Weakens)> s_words =
    [
        ("read", "allow", "block", false), ("write", "allow", "block", false), ("write", "block", "allow", true), ("destructive", "block", "allow", true), ("destructive", "allow", "block", false),
        ("admin", "block", "allow", true), ("admin", "allow", "block", false), ("financial", "block", "allow", true), ("financial", "allow", "block", false),
        ("gate", "block", "allow", true), ("gate", "allow", "block", false), ("write_operations", "allow", "block", false), ("write_operations", "block", "allow", true),
        ("write_operations", "approval", "allow", true), ("destructive_operations", "allow", "block", false), ("destructive_operations", "block", "allow", true),
        ("destructive_operations", "approval", "allow", true), ("on_timeout", "deny", "allow", true), ("default_deny", "true", "false", true), ("default_deny", "false", "true", false),
        ("deny_in_arguments", "true", "false", true), ("strict_arguments", "true", "false", true), ("schema_derived", "true", "false", true), ("separation_of_duties", "true", "false", true),
        ("rule", "all", "any", true), ("rule", "majority", "any", true), ("effect", "deny", "require_approval", true), ("effect", "require_approval", "deny", false), ("mode", "enforce", "observe", true),
        ("mode", "enforce", "advise", true), ("max_tool_calls_mode", "narrow", "block", true), ("match", "any", "all", true), ("channel", "out_of_band", "any", true), ("approval_mode", "always", "by_risk", true),
        ("approval_mode", "by_risk", "never", true), ("approval_mode", "by_risk", "always", false), ("approval_mode", "never", "always", false), ("commit_requirement", "acknowledged", "none", true),
        ("evidence_class", "local_transaction", "ack_only", true), ("evidence_class", "local_transaction", "unverifiable", true), ("side_effect", "write", "read", true),
        ("side_effect", "destructive", "write", true), ("side_effect", "admin", "write", true), ("side_effect", "financial", "write", true), ("required", "true", "false", true),
        ("upstream_safe", "false", "true", true), ("approval_rule", "all", "any", true), ("metric", "sum", "max", true), ("metric", "count", "count_distinct", true),
        ("constraint", "monotonic_decrease", "monotonic_increase", true), ("constraint", "monotonic_increase", "monotonic_decrease", true),
    ];

    public IEnumerable<Mutant> At(MutationPlace place)
    {
        foreach ((string _, string from, string to, bool weakens) in s_words.Where(word => word.Key == place.Key && place.Text == word.From && !place.IsInSchema))
        {
            yield return place.Changed(MutationOperator.Flip, $"{from} -> {to}", _ => to is "true" or "false" ? Edits.Boolean(to == "true") : Edits.Text(to), weakens);
        }

        bool isEntry = place.Path.StartsWith("policy.rules[", StringComparison.Ordinal) && place.Owner.Entries.Length == 1;
        bool isList = place is { IsToolContract: true, Path: "policy.deny" or "policy.allow" };
        if ((isEntry || isList) && place.Key is "deny" or "allow")
        {
            string other = place.Key == "deny" ? "allow" : "deny";
            if (place.Owner.Find(other) is null)
            {
                yield return place.WithOwner(MutationOperator.Flip, $"{place.Key} -> {other}", owner => new YamlNode.Mapping(owner.At, [place.Entry with { Key = other }]), place.Key == "deny");
            }
        }
    }
}
