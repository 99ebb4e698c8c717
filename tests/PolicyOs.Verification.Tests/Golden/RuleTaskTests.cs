using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Testing;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Tests.Golden;

/// <summary>Rules from their YAML to the verdict of a task: a shipped bundle with rules of its own.</summary>
public sealed class RuleTaskTests : IDisposable
{
    private const string Rules = """
        rules:
          - id: cites_an_article
            applies_to: [draft_reply]
            condition: has(input.article_ids) && size(input.article_ids) > 0
            effect: deny
            message: A reply cites the article it follows
          - id: after_one_search
            applies_to: [draft_reply]
            condition: session.calls.search_articles >= 1 || !('intern' in principal.roles)
            effect: deny
          - id: no_refund_without_a_lead
            applies_to: [draft_reply]
            condition: "!input.body.lowerAscii().contains('refund')"
            effect: require_approval
            approvers: [{ role: lead }, { user: zoe }, { user: yan }]
            approval_rule: RULE

        """;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public static TheoryData<string, string, string, string> Tasks => new()
    {
        { "body: Here is how you sign in., article_ids: [KB-12]", "", "any", "expect: { verdict: allow }" },
        { "body: Here is how you sign in., article_ids: []", "", "any", "expect: { verdict: deny, code: RULE_DENIED }" },
        { "body: Here is how you sign in.", "", "any", "expect: { verdict: deny, code: RULE_DENIED }" },
        { "body: Here is how you sign in., article_ids: [KB-12]", "principal: { id: ivo, roles: [intern] }", "any", "expect: { verdict: deny, code: RULE_DENIED }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "any", "expect: { verdict: ask, code: APPROVAL_PENDING }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "any", "approval: { decision: approve, by: { id: zoe } }, expect: { verdict: allow }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "any", "approval: { decision: approve, by: { id: eve } }, expect: { verdict: ask, code: APPROVAL_PENDING }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "majority", "approval: { decision: approve, by: { id: zoe } }, expect: { verdict: ask, code: APPROVAL_PENDING }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "majority", "approval: approve, expect: { verdict: allow }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "all", "approval: approve, expect: { verdict: allow }" },
        { "body: Here is how Refunds work., article_ids: [KB-12]", "", "all", "approval: reject, expect: { verdict: deny, code: CHECKPOINT_DENIED }" },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Rule_InATask_GivesItsVerdict(string arguments, string principal, string rule, string outcome)
    {
        CompiledBundle bundle = Load(rule, $$"""
              - id: ruled
                kind: blocked
                {{principal}}
                given: [{ call: read_thread, args: { thread_id: T-1001 }, result: { thread_id: T-1001, subject: s, from: lee.tran@oakfield.example, messages: [] } }]
                steps:
                  - { call: draft_reply, args: { thread_id: T-1001, {{arguments}} }, result: { draft_id: D-1, thread_id: T-1001, status: draft }, {{outcome}} }

            """);

        Assert.Empty(new GoldenRunner(bundle).Run(bundle.GoldenTasks.Single(task => task.Id == "ruled")).Mismatches);
    }

    [Fact]
    public void Rule_UnknownField_IsRefusedAtItsPlace()
    {
        Copy("any", string.Empty);
        string path = Path.Combine(_folder, "policies", "rules.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("input.body", "input.bdy", StringComparison.Ordinal));

        Assert.Contains(BundleLoader.Load(_folder).Diagnostics, d => d is { File: "policies/rules.yaml", Line: 13, Column: 24, Code: "POL2701" });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CompiledBundle Load(string rule, string task)
    {
        Copy(rule, task);
        BundleLoad load = BundleLoader.Load(_folder);
        Assert.Empty(load.Diagnostics);
        return load.Bundle!;
    }

    private void Copy(string rule, string task)
    {
        string from = RepositoryRoot.At("bundles", "inbox-triage");
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(_folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Directory.CreateDirectory(Path.Combine(_folder, "policies"));
        File.WriteAllText(Path.Combine(_folder, "policies", "rules.yaml"), Rules.Replace("RULE", rule, StringComparison.Ordinal));
        string tasks = Path.Combine(_folder, "golden_tasks.yaml");
        File.WriteAllText(tasks, File.ReadAllText(tasks).Replace("\ntasks:\n", "\ntasks:\n" + task, StringComparison.Ordinal));
    }
}
