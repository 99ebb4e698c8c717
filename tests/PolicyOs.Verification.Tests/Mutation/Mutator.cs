using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>
/// Every single change of a bundle's YAML that drops a rule, widens a bound, flips deny and allow or removes a phase restriction. Timeouts,
/// retries and bounds on starting sessions are left alone: they decide on no call of a session. It knows the language by its keys only, so
/// that it owes nothing to the table that classes differences.
/// </summary>
internal sealed class Mutator
{
    private static readonly FrozenSet<string> s_ruleLists = FrozenSet.Create(
        StringComparer.Ordinal,
        "blocked_tools", "escalation_triggers", "preconditions", "with_output", "input_invariants", "output_invariants", "argument_value_invariants", "arguments",
        "forbids_after", "required_permissions", "disallowed_intents", "label_gates", "deny_tools", "aggregates", "envelopes", "checkpoints", "rules", "required", "add", "from_output", "deny");

    private static readonly FrozenSet<string> s_ruleKeys = FrozenSet.Create(
        StringComparer.Ordinal,
        "checkpoint", "idempotency", "rate_limit", "max_per_minute", "max_per_hour", "max_per_day", "loop_detection", "consecutive_blocks", "consecutive_errors", "max_steps", "max_tool_calls",
        "max_cost_per_session", "separation_of_duties", "approvers", "allowed_intents", "resource", "pattern", "enum", "const", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "minItems", "maxItems", "additionalProperties", "cost");

    private static readonly FrozenSet<string> s_operators = FrozenSet.Create(
        StringComparer.Ordinal, "equals", "exists", "type", "contains", "one_of", "regex", "gte", "lte", "length_gte", "length_lte", "equals_env", "exact_match", "ref");

    private static readonly FrozenSet<string> s_upper = FrozenSet.Create(
        StringComparer.Ordinal,
        "lte", "length_lte", "band", "tolerance", "then_lte", "threshold", "max_per_minute", "max_per_hour", "max_per_day", "consecutive_blocks", "consecutive_errors", "max_steps", "max_tool_calls",
        "max_cost_per_session", "maximum", "exclusiveMaximum", "maxLength", "maxItems");

    private static readonly FrozenSet<string> s_lower = FrozenSet.Create(
        StringComparer.Ordinal, "gte", "length_gte", "then_gte", "minimum", "exclusiveMinimum", "minLength", "minItems");

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
    ];

    private readonly List<Mutant> _found = [];
    private readonly ImmutableArray<string> _phases;
    private string _file = string.Empty;
    private YamlNode _root = null!;

    private Mutator(WrittenBundle bundle) =>
        _phases = [.. bundle.Load.Bundle!.Session.Phases.Select(phase => phase.Name)];

    /// <summary>Every mutant of a bundle, in the order of its files.</summary>
    public static ImmutableArray<Mutant> All(WrittenBundle bundle)
    {
        var mutator = new Mutator(bundle);
        foreach (WrittenFile file in bundle.Files.Where(file => file.Root is not null && file.Path != "golden_tasks.yaml"))
        {
            (mutator._file, mutator._root) = (file.Path, file.Root!);
            mutator.Visit(file.Root!, [], string.Empty);
        }

        return [.. mutator._found];
    }

    /// <summary>So many mutants of a bundle, drawn with a seed; all where there are fewer.</summary>
    public static ImmutableArray<Mutant> Draw(WrittenBundle bundle, int count, int seed)
    {
        Mutant[] all = [.. All(bundle)];
        new Random(seed).Shuffle(all);
        return [.. all.Take(count).OrderBy(mutant => mutant.Place, StringComparer.Ordinal).ThenBy(mutant => mutant.Change, StringComparer.Ordinal)];
    }

    private void Visit(YamlNode node, ImmutableArray<object> way, string path)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping:
                foreach (YamlEntry entry in mapping.Entries.Where(entry => entry.Key is not ("golden_cases" or "per_principal" or "timeouts" or "retries" or "rate_limits")))
                {
                    string below = IsNamed(path) ? $"{path}[{entry.Key}]" : path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
                    VisitEntry(mapping, entry, way.Add(entry.Key), below);
                    Visit(entry.Value, way.Add(entry.Key), below);
                }

                break;
            case YamlNode.Sequence sequence:
                for (int i = 0; i < sequence.Items.Length; i++)
                {
                    Visit(sequence.Items[i], way.Add(i), $"{path}[{NameOf(sequence.Items[i], i)}]");
                }

                break;
        }
    }

    private void VisitEntry(YamlNode.Mapping owner, YamlEntry entry, ImmutableArray<object> way, string path)
    {
        // What matches these is stopped, refused or labelled: to match less is to let more through.
        bool isTrigger = (path.Contains(".when[", StringComparison.Ordinal) && !path.Contains("aggregates", StringComparison.Ordinal))
            || path.Contains(".from_output[", StringComparison.Ordinal) || path.Contains(".deny.principal", StringComparison.Ordinal) || path.Contains("policy.deny[", StringComparison.Ordinal);
        bool isCondition = path.Contains("aggregates", StringComparison.Ordinal) && path.Contains(".when[", StringComparison.Ordinal) && !entry.Key.StartsWith("then_", StringComparison.Ordinal);
        if (s_ruleLists.Contains(entry.Key) && entry.Value is YamlNode.Sequence list)
        {
            for (int i = 0; i < list.Items.Length; i++)
            {
                // A list that may not be empty goes with its last entry.
                ImmutableArray<object> gone = list.Items.Length == 1 && entry.Key is "with_output" or "arguments" or "deny_tools" or "disallowed_intents" or "rules" && list.Items.Length == 1 ? way : way.Add(i);
                bool isAllow = entry.Key == "rules" && (list.Items[i] as YamlNode.Mapping)?.Find("allow")?.Value is YamlNode.Mapping allow && allow.Find("tools") is null;
                Add(MutationOperator.DropRule, $"{path}[{NameOf(list.Items[i], i)}]", "gone", !isAllow, gone, static _ => null);
            }
        }
        else if (s_ruleKeys.Contains(entry.Key) && !(path.EndsWith("cost", StringComparison.Ordinal) && entry.Value is not YamlNode.Mapping))
        {
            Add(MutationOperator.DropRule, path, "gone", true, way, static _ => null);
        }
        else if (s_operators.Contains(entry.Key) && !isTrigger && !isCondition && owner.Entries.Count(e => s_operators.Contains(e.Key)) > 1)
        {
            Add(MutationOperator.DropRule, path, "gone", true, way, static _ => null);
        }

        if (path.StartsWith("session_limits.max_calls_per_tool[", StringComparison.Ordinal))
        {
            Add(MutationOperator.DropRule, path, "gone", true, way, static _ => null);
        }

        if (!isCondition)
        {
            Widen(entry, way, path, isTrigger);
        }

        Flip(owner, entry, way, path);
        Phases(entry, way, path);
    }

    private void Widen(YamlEntry entry, ImmutableArray<object> way, string path, bool isTrigger)
    {
        bool isUpper = s_upper.Contains(entry.Key) || path.StartsWith("session_limits.max_calls_per_tool[", StringComparison.Ordinal);
        if ((isUpper || s_lower.Contains(entry.Key)) && entry.Value is YamlNode.Scalar { Kind: ScalarKind.Integer or ScalarKind.Float } scalar)
        {
            decimal value = decimal.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
            // A condition of a checkpoint that matches less asks less.
            int up = isUpper != isTrigger ? 1 : -1;
            bool isCount = scalar.Kind == ScalarKind.Integer;
            decimal near = isCount ? value + up : value + (up * Math.Max(0.001m, Math.Abs(value) * 0.1m));
            decimal far = up > 0 ? (value * 2) + 1 : isCount ? Math.Floor(value / 2) - 1 : value / 2;
            decimal farther = up > 0 ? (value * 10) + 10 : isCount ? Math.Floor(value / 10) - 10 : value / 10;
            foreach (decimal wider in new HashSet<decimal> { near, far, farther })
            {
                bool isLength = entry.Key is "length_gte" or "minLength" or "minItems";
                if (wider != value && !(isLength && wider < 0))
                {
                    Add(MutationOperator.WidenBound, path, string.Create(CultureInfo.InvariantCulture, $"{value} -> {wider}"), true, way, _ => Edits.Number(wider));
                }
            }
        }

        if (entry.Key is "enum" or "one_of" && !isTrigger && entry.Value is YamlNode.Sequence { Items: [YamlNode.Scalar { Kind: ScalarKind.String }, ..] })
        {
            // The value that cases try is the one that a widened list lets through.
            Add(MutationOperator.WidenBound, path, "one more value", true, way, list => Edits.Append(list, Edits.Text("something-else")));
        }
    }

    private void Flip(YamlNode.Mapping owner, YamlEntry entry, ImmutableArray<object> way, string path)
    {
        foreach ((string _, string _, string to, bool weakens) in s_words.Where(word => word.Key == entry.Key && (entry.Value as YamlNode.Scalar)?.Text == word.From))
        {
            Add(MutationOperator.Flip, path, $"{((YamlNode.Scalar)entry.Value).Text} -> {to}", weakens, way, _ => to is "true" or "false" ? Edits.Boolean(to == "true") : Edits.Text(to));
        }

        if (path.StartsWith("policy.rules[", StringComparison.Ordinal) && entry.Key is "deny" or "allow" && owner.Entries.Length == 1 && path.StartsWith("policy.rules[", StringComparison.Ordinal))
        {
            string other = entry.Key == "deny" ? "allow" : "deny";
            Add(MutationOperator.Flip, path, $"{entry.Key} -> {other}", entry.Key == "deny", way.RemoveAt(way.Length - 1), rule => new YamlNode.Mapping(rule.At, [entry with { Key = other }]));
        }

        if (_file.StartsWith("tools/", StringComparison.Ordinal) && path is "policy.deny" or "policy.allow" && owner.Find(entry.Key == "deny" ? "allow" : "deny") is null)
        {
            string other = entry.Key == "deny" ? "allow" : "deny";
            Add(MutationOperator.Flip, path, $"{entry.Key} -> {other}", entry.Key == "deny", way.RemoveAt(way.Length - 1), policy => new YamlNode.Mapping(policy.At, [entry with { Key = other }]));
        }
    }

    private void Phases(YamlEntry entry, ImmutableArray<object> way, string path)
    {
        if (path == "transitions" && _file.StartsWith("tools/", StringComparison.Ordinal))
        {
            Add(MutationOperator.RemovePhase, path, "gone", true, way, static _ => null);
        }
        else if (path == "transitions.valid_in_phases" && entry.Value is YamlNode.Sequence phases)
        {
            foreach (string phase in _phases.Except(phases.Items.OfType<YamlNode.Scalar>().Select(s => s.Text)))
            {
                Add(MutationOperator.RemovePhase, path, $"{phase} too", true, way, list => Edits.Append(list, Edits.Text(phase)));
            }
        }
        else if (_file == "session.yaml" && path.StartsWith("transitions[", StringComparison.Ordinal) && entry.Value is YamlNode.Sequence next)
        {
            foreach (string phase in _phases.Except(next.Items.OfType<YamlNode.Scalar>().Select(s => s.Text)).Where(phase => phase != entry.Key))
            {
                Add(MutationOperator.RemovePhase, path, $"to {phase} too", true, way, list => Edits.Append(list, Edits.Text(phase)));
            }
        }
    }

    private void Add(MutationOperator by, string path, string change, bool weakens, ImmutableArray<object> way, Func<YamlNode, YamlNode?> edit) =>
        _found.Add(new Mutant(by, _file, path, change, weakens, Edits.At(_root, way, edit)));

    private static bool IsNamed(string path) => path.EndsWith("properties", StringComparison.Ordinal) || path is "session_limits.max_calls_per_tool" or "servers";

    private static string NameOf(YamlNode item, int index)
    {
        foreach (string key in (string[])["name", "id", "role", "path", "requires_prior_tool", "when_label", "rule"])
        {
            if ((item as YamlNode.Mapping)?.Find(key)?.Value is YamlNode.Scalar name)
            {
                return name.Text;
            }
        }

        return item is YamlNode.Scalar scalar ? scalar.Text : (item as YamlNode.Mapping)?.Find("deny") is not null ? $"deny {index + 1}" : (item as YamlNode.Mapping)?.Find("allow") is not null ? $"allow {index + 1}" : $"{index + 1}";
    }
}
