using System.Collections.Frozen;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A rule, or one operator of it, is not there any more.</summary>
internal sealed class DroppedRules : IMutationKind
{
    private static readonly FrozenSet<string> s_lists = FrozenSet.Create(
        StringComparer.Ordinal,
        "blocked_tools", "escalation_triggers", "preconditions", "with_output", "input_invariants", "output_invariants", "argument_value_invariants", "arguments",
        "forbids_after", "required_permissions", "disallowed_intents", "label_gates", "deny_tools", "aggregates", "envelopes", "checkpoints", "rules", "required", "add", "from_output", "deny");

    private static readonly FrozenSet<string> s_keys = FrozenSet.Create(
        StringComparer.Ordinal,
        "checkpoint", "idempotency", "rate_limit", "max_per_minute", "max_per_hour", "max_per_day", "loop_detection", "consecutive_blocks", "consecutive_errors", "max_steps", "max_tool_calls",
        "max_cost_per_session", "separation_of_duties", "approvers", "allowed_intents", "resource", "pattern", "enum", "const", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "additionalProperties", "cost");

    public static FrozenSet<string> Operators { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "equals", "exists", "type", "contains", "one_of", "regex", "gte", "lte", "length_gte", "length_lte", "equals_env", "exact_match", "ref");

    // A list that may not be empty goes with its last entry.
    private static readonly FrozenSet<string> s_neverEmpty = FrozenSet.Create(StringComparer.Ordinal, "with_output", "arguments", "deny_tools", "disallowed_intents", "rules");

    public IEnumerable<Mutant> At(MutationPlace place)
    {
        if (s_lists.Contains(place.Key) && place.Entry.Value is YamlNode.Sequence)
        {
            return place.Items.Select((item, i) => place.Items.Length == 1 && s_neverEmpty.Contains(place.Key)
                ? place.Gone(!IsOpenAllow(place, item)) with { Path = $"{place.Path}[{MutationPlace.NameOf(item, i)}]" }
                : place.WithoutItem(i, !IsOpenAllow(place, item)));
        }

        bool isRule = s_keys.Contains(place.Key) && !(place.Path.EndsWith("cost", StringComparison.Ordinal) && place.Entry.Value is not YamlNode.Mapping);
        bool isOperator = Operators.Contains(place.Key) && !place.IsTrigger && !place.IsCondition && place.Owner.Entries.Count(e => Operators.Contains(e.Key)) > 1;
        return isRule || isOperator || place.Path.StartsWith("session_limits.max_calls_per_tool[", StringComparison.Ordinal) || place is { IsToolContract: true, Path: "transitions.advances_to" }
            ? [place.Gone()]
            : [];
    }

    // An allow without tools only permits: without it less is let through.
    private static bool IsOpenAllow(MutationPlace place, YamlNode item) =>
        place.Key == "rules" && (item as YamlNode.Mapping)?.Find("allow")?.Value is YamlNode.Mapping allow && allow.Find("tools") is null;
}
