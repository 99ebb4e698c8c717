using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Compile;

/// <summary>Rules of policies/*.yaml, compiled for each tool they apply to: the type of <c>input</c> differs from tool to tool.</summary>
internal sealed class RuleStage : IStage
{
    /// <summary>Conditions from which on they are compiled on all processors.</summary>
    private const int Many = 200;

    public void Run(Compilation compilation)
    {
        (RuleSyntax Rule, ToolDraft Tool, bool IsOneOfSeveral)[] uses = [.. Uses(compilation)];
        var conditions = new CelCompilation?[uses.Length];
        Func<Located<string>, ToolDraft, CelCompilation> compile = compilation.Expressions.Prepared(uses.Select(u => u.Tool));
        AllProcessors.For(uses.Length, uses.Length >= Many, n => conditions[n] = uses[n].Rule.Condition is { } source ? compile(source, uses[n].Tool) : null);
        for (int n = 0; n < uses.Length; n++)
        {
            if (conditions[n] is { } condition && compilation.Expressions.Report(uses[n].Rule.Condition!, condition, uses[n].Tool, uses[n].IsOneOfSeveral) is { } program)
            {
                Add(uses[n].Rule, uses[n].Tool, program, compilation);
            }
        }
    }

    /// <summary>Every rule with every tool that it applies to, in the order written.</summary>
    private static IEnumerable<(RuleSyntax Rule, ToolDraft Tool, bool IsOneOfSeveral)> Uses(Compilation compilation)
    {
        var names = new NameTable("rule", compilation.Report);
        foreach (RuleSyntax rule in compilation.Syntax.Policies.SelectMany(p => p.Rules))
        {
            if (rule.Id is null || names.Declare(rule.Id) < 0)
            {
                continue;
            }

            CheckApproval(rule, compilation);
            bool isForEvery = rule.AppliesTo.Any(static t => t.Value == "*");
            if (isForEvery && rule.AppliesTo.Count > 1)
            {
                compilation.Report.Add(Codes.KeyWithoutEffect, rule.KeyAt("applies_to"), "`*` is every tool, and names beside it add nothing", "remove the others");
            }

            ToolDraft[] tools = isForEvery
                ? [.. compilation.Drafts.Where(static d => d.Syntax is not null)]
                : [.. rule.AppliesTo.Select(compilation.FindTool).OfType<ToolDraft>().Distinct()];
            foreach (ToolDraft tool in tools)
            {
                yield return (rule, tool, tools.Length > 1);
            }
        }
    }

    private static void CheckApproval(RuleSyntax rule, Compilation compilation)
    {
        compilation.Checkpoints.CheckSeats(rule.Approvers);
        if (rule.AsksForApproval is { Value: false })
        {
            foreach (string key in (string[])["approvers", "approval_rule"])
            {
                if (rule.Node.Find(key) is { } entry)
                {
                    compilation.Report.Add(Codes.KeyWithoutEffect, entry.KeyAt, $"`{key}` does nothing under `effect: deny`", "write `effect: require_approval`, or remove it");
                }
            }
        }
        else if (rule.ApprovalRule is not null && !rule.Approvers.IsPresent)
        {
            compilation.Report.Add(Codes.KeyWithoutEffect, rule.KeyAt("approval_rule"), "`approval_rule` without `approvers` has no seats to count");
        }
    }

    private static void Add(RuleSyntax rule, ToolDraft tool, CelProgram condition, Compilation compilation)
    {
        Checkpoint? approval = rule.AsksForApproval is { Value: true } ? Approval(rule, tool) : null;
        if (approval is not null && (tool.SessionCheckpoints.Exists(c => c.Name == approval.Name) || (approval.Name == CheckpointCompiler.OwnName && tool.Syntax?.Checkpoint is not null)))
        {
            // A request lists what it is for by name, so a yes to one must not pass for a yes to the other.
            compilation.Report.Add(Codes.DuplicateName, rule.Id!.At, $"`{rule.Id.Value}` is also the name of a checkpoint of `{tool.Name}`");
        }

        tool.Rules.Add(new Rule(rule.Id!.Value, condition, rule.Message?.Value, approval));
    }

    private static Checkpoint Approval(RuleSyntax rule, ToolDraft tool)
    {
        ImmutableArray<Approver> seats = CheckpointCompiler.Seats(rule.Approvers);
        return CheckpointCompiler.Derived(rule.Id!.Value, CheckpointOrigin.Rule, [], seats, isOutOfBand: seats.Length > 0 && tool.IsHighRisk) with
        {
            Reason = rule.Message?.Value,
            Rule = rule.ApprovalRule?.Value ?? ApprovalRule.Any,
        };
    }
}
