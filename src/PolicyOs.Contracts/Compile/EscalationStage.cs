using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>escalation_triggers</c> of agent_contract: a checkpoint whose one seat is a role.</summary>
internal sealed class EscalationStage : IStage
{
    public void Run(Compilation compilation)
    {
        var names = new NameTable("escalation trigger", compilation.Report);
        foreach (EscalationTriggerSyntax s in (compilation.Syntax.Agent?.EscalationTriggers).OrAbsent())
        {
            if (s.Name is not null)
            {
                names.Declare(s.Name);
            }

            RoleNames.Check(s.RouteTo, compilation);
            ImmutableArray<Approver> seats = s.RouteTo is null ? [] : [new Approver(ApproverKind.Role, s.RouteTo.Value)];
            ToolDraft[] tools = s.Tools.IsPresent ? [.. s.Tools.Select(compilation.FindTool).OfType<ToolDraft>().Distinct()] : [.. compilation.Drafts];
            ImmutableArray<SharedCondition> everywhere = s.Tools.IsPresent ? [] : compilation.Conditions.ForEvery(s.When);
            compilation.Conditions.CheckUse(everywhere, tools);
            foreach (ToolDraft tool in tools)
            {
                ImmutableArray<Condition> when = s.Tools.IsPresent
                    ? compilation.Conditions.ForNamed(s.When, tool, tools.Length > 1)
                    : compilation.Conditions.Of(everywhere, tool);
                if (!when.IsEmpty)
                {
                    tool.SessionCheckpoints.Add(CheckpointCompiler.Derived(
                        s.Name?.Value ?? string.Empty, CheckpointOrigin.Escalation, when, seats, isOutOfBand: tool.IsHighRisk));
                }
            }
        }
    }
}
