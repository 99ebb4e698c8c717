using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>
/// Keys that are compiled and that the engine or the gateway does not act on yet. <c>run</c> and <c>test</c> refuse a bundle that uses one,
/// by name; whoever makes a key work takes it out of this table. A star stands for every name or list entry; empty lists say nothing.
/// </summary>
internal static class UnenforcedKeys
{
    private static readonly ImmutableArray<string> McpKeys =
        ["servers.*.url", "servers.*.headers", "servers.*.methods", "servers.*.client_requests", "servers.*.protocol", "resources", "prompts", "errors"];

    private static readonly ImmutableArray<string> AgentKeys = ["escalation_triggers", "guardrails.max_cost_per_session", "secrets"];

    private static readonly ImmutableArray<string> SessionKeys =
    [
        "session_limits.max_cost_per_session", "session_limits.loop_detection", "session_limits.circuit_breaker", "session_limits.per_principal",
        "policy", "provider_constraints", "aggregates", "envelopes", "schema_derived", "strict_arguments", "mode", "purpose", "purpose_source",
        "session_key", "feedback", "record", "checkpoints.*.approvers", "checkpoints.*.rule", "checkpoints.*.separation_of_duties",
        "checkpoints.*.editable", "checkpoints.*.channel",
    ];

    private static readonly ImmutableArray<string> ToolKeys =
    [
        "retries.retry_on", "rate_limit", "assertions.input_invariants", "assertions.output_invariants", "allowed_errors", "preconditions",
        "forbids_after", "argument_value_invariants", "response_format_invariants", "execution_constraints", "policy", "required_permissions",
        "allowed_intents", "disallowed_intents", "binds", "schema_derived", "schema_derived_exclude", "checkpoint.approvers", "checkpoint.rule",
        "checkpoint.separation_of_duties", "checkpoint.editable", "checkpoint.channel", "idempotency", "sensitive", "labels", "cost",
    ];

    internal static ImmutableArray<UnenforcedKey> In(BundleSyntax bundle)
    {
        var found = ImmutableArray.CreateBuilder<UnenforcedKey>();
        Collect(bundle.Agent, AgentKeys, found);
        Collect(bundle.Mcp, McpKeys, found);
        Collect(bundle.Session, SessionKeys, found);
        foreach (ToolFileSyntax tool in bundle.Tools)
        {
            Collect(tool.Contract, ToolKeys, found);
        }

        return found.ToImmutable();
    }

    private static void Collect(SyntaxNode? file, ImmutableArray<string> keys, ImmutableArray<UnenforcedKey>.Builder found)
    {
        if (file is null)
        {
            return;
        }

        foreach (string key in keys)
        {
            Walk(file.Node, key.Split('.'), 0, string.Empty, default, found);
        }
    }

    private static void Walk(YamlNode node, string[] steps, int depth, string path, SourceSpan at, ImmutableArray<UnenforcedKey>.Builder found)
    {
        if (depth == steps.Length)
        {
            if (node is not (YamlNode.Sequence { Items.IsEmpty: true } or YamlNode.Mapping { Entries.IsEmpty: true }))
            {
                found.Add(new UnenforcedKey(at.File, at.Line, at.Column, path));
            }

            return;
        }

        bool every = steps[depth] == "*";
        if (node is YamlNode.Sequence list && every)
        {
            foreach (YamlNode item in list.Items)
            {
                Walk(item, steps, depth + 1, path, item.At, found);
            }
        }
        else if (node is YamlNode.Mapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries.Where(e => every || e.Key == steps[depth]))
            {
                Walk(entry.Value, steps, depth + 1, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.KeyAt, found);
            }
        }
    }
}
