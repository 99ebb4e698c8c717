using System.Globalization;
using System.Text;

namespace PolicyOs.Benchmarks.Contracts;

/// <summary>A bundle of many tools with ten rules each: invariants with patterns of their own, preconditions in a chain, a bind and its ref, aggregates and a checkpoint.</summary>
internal static class LargeBundle
{
    /// <summary>Writes it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="tools">How many.</param>
    /// <param name="hasExpressions">Whether each tool has ten rules in CEL beside the others.</param>
    internal static void Write(string folder, int tools, bool hasExpressions)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tools"));
        var declared = new StringBuilder("schema_version: \"1.0\"\nworkflow: large\nowner: bench\nservers: { a: { transport: stdio, command: policyos } }\ntools:\n");
        var aggregates = new StringBuilder();
        for (int i = 0; i < tools; i++)
        {
            declared.Append(CultureInfo.InvariantCulture, $"  - {{ name: tool_{i}, server: a, input_schema: {{ type: object, properties: {{ id: {{ type: string }}, amount: {{ type: number, minimum: 0 }}, note: {{ type: string, maxLength: 200 }} }}, required: [id], additionalProperties: false }} }}\n");
            File.WriteAllText(Path.Combine(folder, "tools", $"tool_{i}.yaml"), Contract(i));
            if (i % 10 == 0)
            {
                aggregates.Append(CultureInfo.InvariantCulture, $"  - {{ name: sum_{i}, metric: sum, tool: tool_{i}, path: $.amount, lte: 1000, reason: bounded }}\n");
            }
        }

        if (hasExpressions)
        {
            WriteRules(folder, tools);
        }

        File.WriteAllText(Path.Combine(folder, "mcp_contract.yaml"), declared.ToString());
        File.WriteAllText(
            Path.Combine(folder, "agent_contract.yaml"),
            $"schema_version: \"1.0\"\nagent: bench\nallowed_tools: [{string.Join(", ", Enumerable.Range(0, tools).Select(i => $"tool_{i}"))}]\nwrite_operations: allow\nruntime: {{ surface: service, status: prototype }}\n");
        File.WriteAllText(Path.Combine(folder, "session.yaml"), $"schema_version: \"1.0\"\nagent: bench\nsession_key: principal\naggregates:\n{aggregates}");
        File.WriteAllText(Path.Combine(folder, "golden_tasks.yaml"), "schema_version: \"1.0\"\ntasks: []\n");
        File.WriteAllText(
            Path.Combine(folder, "outcome_contract.md"),
            "---\ntarget_workflow: large\noperator: a\nowner: b\nfallback: c\nreview_cadence: d\nsuccess_metrics: [{ name: e, target: f }]\n---\n" + Sections("Job", "Success", "Fallback", "Ownership", "Customer language"));
        File.WriteAllText(
            Path.Combine(folder, "runbook.md"),
            Sections("Setup", "Secrets", "Smoke", "Approvals", "Incidents", "Rollback", "Owners", "Review cadence", "Known failures", "Evidence"));
    }

    private static void WriteRules(string folder, int tools)
    {
        Directory.CreateDirectory(Path.Combine(folder, "policies"));
        for (int file = 0; file < 10; file++)
        {
            var rules = new StringBuilder("rules:\n");
            for (int i = file; i < tools; i += 10)
            {
                for (int rule = 0; rule < 10; rule++)
                {
                    rules.Append(CultureInfo.InvariantCulture, $"  - {{ id: rule_{i}_{rule}, applies_to: [tool_{i}], condition: \"input.amount <= {rule + 100}.0 && (principal.id != 'u{i}' || input.id.startsWith('id-{i}'))\", effect: deny }}\n");
                }
            }

            File.WriteAllText(Path.Combine(folder, "policies", $"rules_{file}.yaml"), rules.ToString());
        }
    }

    private static string Sections(params string[] titles) => string.Concat(titles.Select(t => $"# {t}\ntext\n"));

    private static string Contract(int i)
    {
        string preconditions = i == 0 ? "[]" : $"[{{ requires_prior_tool: tool_{i - 1}, resource: {{ bind_from: arguments, path: $.id }} }}]";
        return $$"""
            tool: tool_{{i}}
            side_effect: write
            evidence_class: local_transaction
            commit_requirement: acknowledged
            timeouts: { total_ms: 5000 }
            retries: { max_attempts: 1, retry_on: [] }
            rate_limits: { on_429: { respect_retry_after: true, max_sleep_seconds: 5 } }
            assertions:
              input_invariants:
                - { path: $.id, regex: "^id-{{i}}-[0-9]+$" }
                - { path: $.amount, gte: 0, lte: 1000 }
                - { path: $.note, length_lte: 100 }
              output_invariants:
                - { path: $.ok, equals: true }
            golden_cases: []
            allowed_errors: []
            preconditions: {{preconditions}}
            argument_value_invariants:
              - { path: $.id, type: string }
              - { path: $.amount, gte: 0 }
            execution_constraints: { arguments: [{ path: $.amount, lte: 500 }] }
            binds: [{ name: slot_{{i}}, path: $.id }]
            checkpoint: { when: [{ path: $.amount, gte: 400 }], timeout_seconds: 60 }

            """;
    }
}
