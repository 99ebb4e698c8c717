using PolicyOs.Contracts;
using PolicyOs.Testing;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Verification.Tests.Diff;

public sealed class BundleDiffTests
{
    private const string Session = "session.yaml";
    private const string Order = "tools/submit_live_order.yaml";
    private const string Mcp = "mcp_contract.yaml";
    private const string Agent = "agent_contract.yaml";

    public static TheoryData<string> Bundles => [.. Directory.GetDirectories(RepositoryRoot.At("bundles")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>One edit of bundles/trading-desk: file, what stands there, what takes its place, the classes that the diff names.</summary>
    public static TheoryData<string, string, string, string> Edits => new()
    {
        // Bounds, either way and gone.
        { Session, "max_steps: 120", "max_steps: 121", "Weakening session_limits.max_steps" },
        { Session, "max_steps: 120", "max_steps: 119", "Strengthening session_limits.max_steps" },
        { Session, "  max_steps: 120\n", "", "Weakening session_limits.max_steps" },
        { Session, "    submit_live_order: 5\n", "", "Weakening session_limits.max_calls_per_tool[submit_live_order]" },
        { Session, "gte: 1\n", "gte: 0.5\n", "Weakening aggregates[cheapest_share].gte" },
        { Session, "band: 0.03", "band: 0.04", "Weakening envelopes[price_near_quote].band" },
        { Session, "threshold: 4", "threshold: 5", "Weakening session_limits.loop_detection.threshold" },
        { Session, "window: 8", "window: 9", "Strengthening session_limits.loop_detection.window" },
        { Session, "max_steps: 120", "max_steps: 120.0", "" },
        { Order, "lte: 100000", "lte: 100001", "Weakening execution_constraints.arguments[$.shares].lte" },
        { Order, "tolerance: 0.01", "tolerance: 0.02", "Weakening argument_value_invariants[$.notional_value].tolerance" },
        { Order, ", tolerance: 0.01", "", "Strengthening argument_value_invariants[$.notional_value].tolerance" },
        { Order, "retention_hours: 72", "retention_hours: 24", "Weakening idempotency.retention_hours" },
        { Order, "total_ms: 15000", "total_ms: 20000", "Weakening timeouts.total_ms" },

        // Words in their order, and defaults written out.
        { Session, "mode: enforce", "mode: advise", "Weakening mode" },
        { Session, "mode: enforce\n", "", "Compatible mode" },
        { Session, "financial: allow", "financial: block", "Strengthening risk_defaults.financial" },
        { Session, "destructive: block", "destructive: allow", "Weakening risk_defaults.destructive" },
        { Session, "default_deny: false", "default_deny: true", "Strengthening policy.default_deny" },
        { Agent, "approval_mode: by_risk", "approval_mode: never", "Weakening approval_mode" },
        { Agent, "deny_in_arguments: true", "deny_in_arguments: false", "Weakening secrets.deny_in_arguments" },
        { Order, "side_effect: financial", "side_effect: write", "Breaking side_effect; Weakening side_effect" },
        { Order, "upstream_safe: true", "upstream_safe: false", "Strengthening idempotency.upstream_safe" },
        { Order, "evidence_class: local_transaction", "evidence_class: unverifiable", "Weakening evidence_class" },

        // Lists: what permits, what restricts, what is any when empty.
        { Agent, "  - write_blotter\n", "", "Strengthening allowed_tools[write_blotter]" },
        { Agent, "[wire_cash, change_risk_limit]", "[wire_cash]", "Weakening blocked_tools[change_risk_limit]" },
        { Agent, "roles: [trader]", "roles: [trader, desk-head]", "Weakening default_principal.roles[desk-head]" },
        { Order, "valid_in_phases: [cleared, working]", "valid_in_phases: [proposed, cleared, working]", "Weakening transitions.valid_in_phases[proposed]" },
        { Order, "valid_in_phases: [cleared, working]", "valid_in_phases: [working]", "Strengthening transitions.valid_in_phases[cleared]" },
        { Order, "required_permissions: [orders:trade]\n", "", "Weakening required_permissions[orders:trade]" },
        { Order, "required_permissions: [orders:trade]\n", "required_permissions: [orders:trade]\nallowed_intents: [desk]\n", "Strengthening allowed_intents[desk]" },
        { "policies/roles.yaml", "permissions: [orders:approve] }", "permissions: [orders:approve, orders:trade] }", "Weakening roles[risk-officer].permissions[orders:trade]" },
        { Session, "cleared: [working, closed]", "cleared: [working]", "Strengthening transitions[cleared][closed]" },
        { Session, "research: [proposed]", "research: [proposed, working]", "Weakening transitions[research][working]" },

        // Rules with names: gone, and their fields.
        { Order, "    - { path: $.order_ref, exists: true }\n", "", "Weakening assertions.output_invariants[$.order_ref]" },
        { Order, "    with_output:\n      - { path: $.approved, equals: true }\n", "", "Weakening preconditions[run_risk_check].with_output[$.approved]" },
        { Order, "    with_output:\n", "    with_output:\n      - { path: $.score, gte: 3 }\n", "Strengthening preconditions[run_risk_check].with_output[$.score]" },
        { Session, "      deny_tools: [propose_trade, submit_live_order", "      deny_tools: [submit_live_order", "Weakening policy.label_gates[mnpi].deny_tools[propose_trade]" },
        { Session, "one_of: [readonly, anonymous]", "one_of: [readonly]", "Weakening policy.rules[deny $.type].deny.principal.one_of[anonymous]" },
        { Session, "        tools: [submit_live_order, hedge_position]\n", "        tools: [submit_live_order]\n", "Weakening policy.rules[allow $.desk].allow.tools" },
        { Session, "    - allow:\n        principal: { path: $.desk, equals: equities }\n        tools: [submit_live_order, hedge_position]\n", "", "Weakening policy.rules[allow $.desk]" },
        { Session, "    - allow:\n", "    - allow: { principal: { path: $.level, equals: L3 } }\n    - allow:\n", "Weakening policy.rules[allow $.level]" },
        { Session, "then_lte: 10", "then_lte: 11", "Weakening aggregates[hedges].when[latest_var].then_lte" },
        { Session, "    when:\n      - { binding: latest_var, gte: 0.10, then_gte: 5 }\n", "", "Weakening aggregates[cheapest_share].when[latest_var]" },
        { Session, "    when:\n      - { binding: latest_var, gte: 0.10, then_lte: 10 }\n", "", "Strengthening aggregates[hedges].when[latest_var]" },
        { Session, "tool: [submit_live_order, hedge_position]", "tool: [submit_live_order]", "Weakening aggregates[largest_order].tool[hedge_position]" },
        { Session, "constraint: lte_ceiling", "constraint: gte_floor", "Weakening envelopes[shares_within_clearance].constraint" },

        // Checkpoints: what they match is stopped.
        { Session, "{ path: $.notional_value, gte: 1000000 }", "{ path: $.notional_value, gte: 2000000 }", "Weakening checkpoints[large_order].when[$.notional_value].gte" },
        { Session, "{ path: $.notional_value, gte: 1000000 }", "{ path: $.notional_value, gte: 500000 }", "Strengthening checkpoints[large_order].when[$.notional_value].gte" },
        { Session, "    when_side_effect: financial\n", "", "Strengthening checkpoints[financial_call].when_side_effect" },
        { Session, "    tool: \"*\"\n    when: always", "    tool: [submit_live_order]\n    when: always", "Weakening checkpoints[financial_call].tool[submit_live_order]" },
        { Session, "rule: all", "rule: any", "Weakening checkpoints[large_order].rule" },
        { Session, "[{ role: desk-head }, { role: risk-officer }]", "[{ role: desk-head }]", "Weakening checkpoints[large_order].approvers[{ role: risk-officer }]" },
        { Session, "    on_timeout: deny\n", "    on_timeout: allow\n", "Weakening checkpoints[financial_call].on_timeout" },
        { Session, "timeout_seconds: 300", "timeout_seconds: 600", "Weakening checkpoints[financial_call].timeout_seconds" },
        { Session, "      - { path: $.symbol, label: Symbol }\n", "", "Weakening checkpoints[financial_call].context[$.symbol]" },
        { Session, "separation_of_duties: true", "separation_of_duties: false", "Weakening checkpoints[large_order].separation_of_duties" },
        { Agent, "regex: \"(?i)rumou?r|insider|tip from\"", "regex: rumour", "Weakening escalation_triggers[rumour_in_rationale].when[$.rationale].regex" },

        // What exists and how it is called; words for people.
        { Mcp, "workflow: trading-desk", "workflow: trading", "Breaking workflow" },
        { Mcp, "upstream_name: orders.submit", "upstream_name: orders.send", "Breaking tools[submit_live_order].upstream_name" },
        { Mcp, "args: [demo-server, trading]", "args: [demo-server, inbox]", "Breaking servers[desk].args" },
        { Order, "owner: equities-desk", "owner: desk", "Compatible owner" },
        { "runbook.md", "#", "# ", "Compatible " },
        { Session, "mode: enforce", "mood: enforce", "Breaking mood; Compatible mode" },
    };

    /// <summary>One edit of a tool's schema in bundles/inbox-triage.</summary>
    public static TheoryData<string, string, string> SchemaEdits => new()
    {
        { "maxLength: 2000", "maxLength: 2001", "Weakening tools[draft_reply].input_schema.properties[body].maxLength" },
        { "minLength: 20, maxLength: 2000", "maxLength: 2000", "Weakening tools[draft_reply].input_schema.properties[body].minLength" },
        { "maximum: 20 }", "maximum: 10 }", "Strengthening tools[search_threads].input_schema.properties[limit].maximum" },
        { "enum: [open, waiting, archived]", "enum: [open, waiting, archived, spam]", "Weakening tools[search_threads].input_schema.properties[status].enum[spam]" },
        { "required: [thread_id, body]", "required: [thread_id]", "Weakening tools[draft_reply].input_schema.required[body]" },
        { "required: [thread_id, body]", "required: [thread_id, body, article_ids]", "Breaking tools[draft_reply].input_schema.required[article_ids]" },
        { "        query: { type: string, maxLength: 200 }\n", "        query: { type: string, maxLength: 200 }\n        page: { type: integer }\n", "Compatible tools[search_threads].input_schema.properties[page]" },
        { "        limit: { type: integer, minimum: 1, maximum: 20 }\n", "", "Breaking tools[search_threads].input_schema.properties[limit]" },
        { "limit: { type: integer", "limit: { type: number", "Breaking tools[search_threads].input_schema.properties[limit].type" },
        { "      additionalProperties: false\n", "", "Weakening tools[search_threads].input_schema.additionalProperties" },
        { "const: draft", "const: sent", "Breaking tools[draft_reply].output_schema.properties[status].const" },
        { "total: { type: integer, minimum: 0 }", "total: { type: integer, minimum: 0, description: all of them }", "Compatible tools[search_threads].output_schema.properties[total].description" },
    };

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Between_ABundleAndItself_IsEmpty(string bundle)
    {
        WrittenBundle text = WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!;
        Assert.Empty(BundleDiff.Between(text, WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!).Changes);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Between_OneEdit_HasItsClassAndPath(string file, string old, string @new, string expected) =>
        Assert.Equal(expected, Changes("trading-desk", file, old, @new));

    [Theory]
    [MemberData(nameof(SchemaEdits))]
    public void Between_OneEditOfASchema_HasItsClassAndPath(string old, string @new, string expected) =>
        Assert.Equal(expected, Changes("inbox-triage", "mcp_contract.yaml", old, @new));

    [Fact]
    public void Between_NewSideWithErrors_ListsThemAndHidesNothing()
    {
        using var copy = new BundleCopy("trading-desk");
        copy.Replace(Session, "max_steps: 120", "max_steps: 500");
        copy.Replace(Session, "tool: hedge_position", "tool: hedge_posn");

        BundleDiff diff = BundleDiff.Between(WrittenBundle.Read(RepositoryRoot.At("bundles", "trading-desk"))!, WrittenBundle.Read(copy.Directory)!);

        Assert.Contains(diff.New.Load.Diagnostics, d => d.Severity == Contracts.Diagnostics.Severity.Error);
        Assert.Contains(diff.Changes, c => c is { Class: ChangeClass.Weakening, Path: "session_limits.max_steps", Old: "120", New: "500" });
    }

    [Fact]
    public void Between_FileThatCannotBeRead_IsBreaking()
    {
        using var copy = new BundleCopy("trading-desk");
        copy.Write(Session, "phases: [");

        BundleChange change = Assert.Single(BundleDiff.Between(WrittenBundle.Read(RepositoryRoot.At("bundles", "trading-desk"))!, WrittenBundle.Read(copy.Directory)!).Changes);

        Assert.Equal((ChangeClass.Breaking, Session), (change.Class, change.File));
    }

    [Fact]
    public void Between_NoSessionFile_WeakensEveryControlInIt()
    {
        using var copy = new BundleCopy("trading-desk");
        File.Delete(Path.Combine(copy.Directory, Session));

        BundleDiff diff = BundleDiff.Between(WrittenBundle.Read(RepositoryRoot.At("bundles", "trading-desk"))!, WrittenBundle.Read(copy.Directory)!);

        Assert.Superset(
            new HashSet<string> { "aggregates[hedges]", "envelopes[stops_only_rise]", "checkpoints[large_order]", "session_limits.max_steps", "policy.label_gates[mnpi]" },
            diff.Changes.Where(c => c.Class == ChangeClass.Weakening).Select(c => c.Path).ToHashSet());
    }

    [Theory]
    [InlineData("aa", null, "Weakening ")]
    [InlineData(null, "aa", "Strengthening ")]
    [InlineData("aa", "aa", "")]
    [InlineData("aa", "bb", "Breaking servers[desk].tools[quotes.get]")]
    public void Between_Locks_ClassesPins(string? old, string? @new, string expected)
    {
        using var before = new BundleCopy("trading-desk");
        using var after = new BundleCopy("trading-desk");
        Pin(before, old);
        Pin(after, @new);

        BundleDiff diff = BundleDiff.Between(WrittenBundle.Read(before.Directory)!, WrittenBundle.Read(after.Directory)!);

        Assert.Equal(expected, string.Join("; ", diff.Changes.Select(change => $"{change.Class} {change.Path}")));
    }

    [Fact]
    public void Between_RuleInAnotherPoliciesFile_IsNoDifference()
    {
        using var copy = new BundleCopy("trading-desk");
        File.Move(Path.Combine(copy.Directory, "policies", "roles.yaml"), Path.Combine(copy.Directory, "policies", "people.yaml"));

        Assert.Empty(BundleDiff.Between(WrittenBundle.Read(RepositoryRoot.At("bundles", "trading-desk"))!, WrittenBundle.Read(copy.Directory)!).Changes);
    }

    private static void Pin(BundleCopy bundle, string? description)
    {
        if (description is not null)
        {
            bundle.Write("bundle.lock.json", LockOf(description));
        }
    }

    private static string LockOf(string digest) => $$"""
        {
          "lock_version": "1",
          "servers": {
            "desk": {
              "protocol": "2025-11-25", "name": "desk", "version": "1", "files": {}, "instructions": null,
              "tools": { "quotes.get": { "sha256": "{{digest}}", "definition": {} } },
              "prompts": {}, "resources": {}, "resource_templates": {}
            }
          }
        }
        """;

    private static string Changes(string bundle, string file, string old, string @new)
    {
        using var copy = new BundleCopy(bundle);
        copy.Replace(file, old, @new);
        BundleDiff diff = BundleDiff.Between(WrittenBundle.Read(RepositoryRoot.At("bundles", bundle))!, WrittenBundle.Read(copy.Directory)!);
        return string.Join("; ", diff.Changes.Select(change => $"{change.Class} {change.Path}"));
    }
}
