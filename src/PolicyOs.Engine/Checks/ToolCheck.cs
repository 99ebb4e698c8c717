using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 2: the tool is not blocked, is declared, is allowed and is not quarantined, in this order.</summary>
internal sealed class ToolCheck : ICheck, IVisibilityCheck
{
    public int Row => 2;

    public string Name => "tool";

    public bool IsEnforcedInEveryMode => true;

    public bool HidesInEveryMode => true;

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => true;

    public Finding? Examine(CallContext call)
    {
        string name = call.Proposal.Tool;
        Tool? tool = call.ToolPlan.Tool;
        if (tool is { IsBlocked: true } || (tool is null && call.Bundle.BlockedTools.Contains(name)))
        {
            return Finding.Deny(DecisionCode.ToolBlocked, $"{name} is blocked by the contract and is never available");
        }

        if (tool is null)
        {
            return Finding.Deny(DecisionCode.UnknownAction, "there is no tool of that name; choose one from the tool list");
        }

        if (!tool.IsAllowed || tool.Contract is null)
        {
            return Finding.Deny(DecisionCode.ToolNotAllowed, $"{name} is not among the tools that this agent may use");
        }

        return call.Facts.Quarantined.Contains(tool.Number)
            ? Finding.Deny(
                DecisionCode.ToolQuarantined,
                $"the server's definition of {name} differs from the one that was accepted; a person has to review and accept it first")
            : null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        Bits.And(visible, view.Plan.Masks.Allowed);
        foreach (int tool in view.Facts.Quarantined)
        {
            if (tool >= 0 && tool < view.Plan.Tools.Length)
            {
                visible[tool / 64] &= ~(1UL << (tool % 64));
            }
        }
    }
}
