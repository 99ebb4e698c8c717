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
            ImmutableArray<Invariant> everywhere = s.Tools.IsPresent ? [] : compilation.Invariants.OnArguments(s.When, tool: null);
            IEnumerable<ToolDraft> tools = s.Tools.IsPresent ? s.Tools.Select(compilation.FindTool).OfType<ToolDraft>().Distinct() : compilation.Drafts;
            foreach (ToolDraft tool in tools)
            {
                ImmutableArray<Invariant> when = s.Tools.IsPresent
                    ? compilation.Invariants.OnArguments(s.When, tool)
                    : [.. everywhere.Where(c => PathCompiler.CanExistInArguments(c.Path, tool))];
                if (!when.IsEmpty)
                {
                    tool.SessionCheckpoints.Add(CheckpointCompiler.Derived(
                        s.Name?.Value ?? string.Empty, CheckpointOrigin.Escalation, when, seats, isOutOfBand: tool.IsHighRisk));
                }
            }
        }
    }
}
