using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Checkpoints that follow from approval_mode, write_operations and destructive_operations (spec 1.3).</summary>
internal sealed class AgentCheckpointStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Agent is not { } agent)
        {
            return;
        }

        ApprovalMode mode = agent.ApprovalMode?.Value ?? ApprovalMode.ByRisk;
        foreach (ToolDraft tool in compilation.Drafts)
        {
            string? name = mode switch
            {
                ApprovalMode.Always => "approval_mode",
                ApprovalMode.ByRisk when RiskRules.Written(tool.SideEffect, agent) is { Value: RiskDecision.Approval } => RiskRules.Key(tool.SideEffect),
                _ => null,
            };
            if (name is not null)
            {
                tool.SessionCheckpoints.Add(CheckpointCompiler.Derived(name, CheckpointOrigin.Agent, [], [], isOutOfBand: false));
            }
        }
    }
}
