using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>The reviewer's page of a bundle: five questions answered, a card for each tool, the phase machine (spec 4, <c>inspect</c>).</summary>
internal static class BundlePage
{
    /// <summary>The page's blocks, top to bottom.</summary>
    public static ImmutableArray<ReportBlock> Of(CompiledBundle bundle)
    {
        var page = ImmutableArray.CreateBuilder<ReportBlock>();
        page.Add(new ReportBlock.Heading(1, $"{bundle.Workflow}: contract of {bundle.Agent}"));
        page.Add(new ReportBlock.Paragraph(
            $"Owner {bundle.Owner}; version {bundle.Version ?? "not stated"}; digest {bundle.Digest}; mode {Words.Of(bundle.Session.Mode)}; " +
            $"runs on {bundle.AgentContract.Runtime.Surface} ({bundle.AgentContract.Runtime.Status})."));
        Access(bundle, page);
        Actions(bundle, page);
        Asking(bundle, page);
        Outcome(bundle, page);
        Evidence(bundle, page);
        if (!bundle.Session.Phases.IsEmpty)
        {
            page.Add(new ReportBlock.Heading(2, "Phases"));
            page.Add(new ReportBlock.Phases(bundle.Session.Phases, bundle.Session.InitialPhase));
        }

        page.Add(new ReportBlock.Heading(2, "Tool contract cards"));
        foreach (Tool tool in Allowed(bundle))
        {
            ToolCard.Add(bundle, tool, page);
        }

        return page.ToImmutable();
    }

    private static IEnumerable<Tool> Allowed(CompiledBundle bundle) => bundle.Tools.Where(tool => tool is { IsAllowed: true, Contract: not null });

    private static void Access(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(2, "What may it access?"));
        page.Add(new ReportBlock.Table(
            ["server", "reached by", "owner", "scopes", "may ask the client for"],
            [.. bundle.Servers.Select(server => ImmutableArray.Create(
                server.Name, Words.Of(server.Transport), server.Owner ?? "", string.Join(", ", server.AuthScopes), Words.Of(server.ClientRequests)))]));
        Points(page, "Resources", bundle.Resources.Select(rule => Resource(bundle, rule)));
        Points(page, "Prompts", bundle.Prompts.Select(rule => $"{rule.Id} on {bundle.Servers[rule.Server].Name}"));
        Authority.Add(bundle, page);
    }

    private static string Resource(CompiledBundle bundle, ResourceRule rule) => string.Join(
        "; ",
        new[]
        {
            $"{rule.Pattern} on {bundle.Servers[rule.Server].Name}",
            rule.RequiredPermissions.IsEmpty ? null : $"needs {string.Join(", ", rule.RequiredPermissions)}",
            rule.Labels.IsEmpty ? null : $"labels the session {string.Join(", ", rule.Labels.Select(label => bundle.Labels[label]))}",
        }.OfType<string>());

    private static void Actions(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(2, "What may it do?"));
        page.Add(new ReportBlock.Table(
            ["tool", "server", "side effect", "in phases", "risk decision", "calls"],
            [.. Allowed(bundle).Select(tool => ImmutableArray.Create(
                tool.Name,
                bundle.Servers[tool.Server].Name,
                Words.Risk(tool.Contract!),
                Words.PhasesOf(bundle, tool.Contract!),
                tool.Contract!.IsRiskAllowed ? $"allowed by {tool.Contract.RiskSource}" : $"blocked by {tool.Contract.RiskSource}",
                tool.Contract.MaxCalls is { } calls ? $"at most {Words.Of(calls)}" : "unlimited"))]));
        Points(page, "Never", bundle.BlockedTools.Order(StringComparer.Ordinal));
        Points(page, "Limits of a session", SessionRules.Limits(bundle));
        Points(page, "Rules across calls", SessionRules.AcrossCalls(bundle));
        Points(page, "Sampling", SessionRules.Sampling(bundle));
        Rules(bundle, page);
    }

    /// <summary>policies/*.yaml: each rule with the tools it applies to.</summary>
    private static void Rules(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        ImmutableArray<ImmutableArray<string>> rows =
        [
            .. Allowed(bundle).SelectMany(tool => tool.Contract!.Rules, (tool, rule) => (Tool: tool.Name, Rule: rule)).GroupBy(on => on.Rule.Id, StringComparer.Ordinal)
                .Select(on => (Rule: on.First().Rule, Tools: string.Join(", ", on.Select(o => o.Tool))))
                .Select(on => ImmutableArray.Create(
                    on.Rule.Id,
                    on.Tools,
                    on.Rule.Condition.Source,
                    on.Rule.Approval is { } approval ? $"ask {Words.Approvers(approval)}" : "deny",
                    on.Rule.Message ?? "")),
        ];
        if (!rows.IsEmpty)
        {
            page.Add(new ReportBlock.Heading(3, "Rules on arguments, people and time"));
            page.Add(new ReportBlock.Table(["rule", "on", "condition", "otherwise", "because"], rows));
        }
    }

    private static void Asking(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(2, "When must it ask?"));
        ImmutableArray<ImmutableArray<string>> rows =
        [
            .. Allowed(bundle).SelectMany(tool => tool.Contract!.Checkpoints.Select(checkpoint => AskingRow(tool, checkpoint, Words.When(bundle, checkpoint)))
                .Concat(tool.Contract.Rules.Where(rule => rule.Approval is not null).Select(rule => AskingRow(tool, rule.Approval!, $"not ({rule.Condition.Source})")))),
        ];
        page.Add(rows.IsEmpty
            ? new ReportBlock.Paragraph("Never: no tool has a checkpoint.")
            : new ReportBlock.Table(["tool", "checkpoint", "when", "because", "who decides", "no answer"], rows));
    }

    private static ImmutableArray<string> AskingRow(Tool tool, Checkpoint checkpoint, string when) =>
    [
        tool.Name,
        Words.NameOf(checkpoint),
        when,
        checkpoint.Reason ?? "",
        Words.Approvers(checkpoint),
        $"{Words.Of((int)checkpoint.Timeout.TotalSeconds)} s, then {(checkpoint.AllowOnTimeout ? "allow" : "deny")}",
    ];

    private static void Outcome(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(2, "What result is it for?"));
        if (bundle.Outcome is not { } outcome)
        {
            page.Add(new ReportBlock.Paragraph("outcome_contract.md says."));
            return;
        }

        page.Add(new ReportBlock.Points(
        [
            $"Workflow: {outcome.TargetWorkflow}", $"Operator: {outcome.Operator}", $"Owner: {outcome.Owner}", $"Fallback: {outcome.Fallback}",
            $"Reviewed: {outcome.ReviewCadence}",
            .. outcome.SuccessMetrics.Select(metric => $"Success: {metric.Name} – {metric.Target}"),
        ]));
    }

    private static void Evidence(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(2, "What evidence proves it?"));
        page.Add(new ReportBlock.Table(
            ["tool", "evidence", "takes effect", "output checks", "undone by"],
            [.. Allowed(bundle).Select(tool => ImmutableArray.Create(
                tool.Name,
                Words.Of(tool.Contract!.EvidenceClass),
                tool.Contract.CommitRequirement == CommitRequirement.None ? "on dispatch" : "when acknowledged",
                Words.Count(tool.Contract.OutputInvariants.Length, "invariant") + (tool.OutputSchema is null ? "" : ", schema"),
                Words.Of(bundle, tool.Contract.Compensation)))]));
        page.Add(new ReportBlock.Paragraph(string.Create(
            CultureInfo.InvariantCulture, $"{bundle.GoldenTasks.Length} golden tasks and {bundle.GoldenCases.Length} golden cases say what must stay true.")));
    }

    private static void Points(ImmutableArray<ReportBlock>.Builder page, string title, IEnumerable<string> items)
    {
        ImmutableArray<string> all = [.. items];
        if (!all.IsEmpty)
        {
            page.Add(new ReportBlock.Heading(3, title));
            page.Add(new ReportBlock.Points(all));
        }
    }
}
