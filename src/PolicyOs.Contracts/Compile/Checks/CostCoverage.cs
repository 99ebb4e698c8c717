using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>A cost limit means something only if every allowed tool that changes anything says what it costs (spec 1.5).</summary>
internal sealed class CostCoverage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Limits?.MaxCost is null)
        {
            return;
        }

        foreach (ToolDraft tool in compilation.Drafts)
        {
            if (tool is { IsAllowed: true, Syntax: { } s } && s.SideEffect is { Value: not SideEffect.Read } && s.Node.Find("cost") is null)
            {
                compilation.Report.Add(Codes.CostMissing, tool.At, $"`max_cost_per_session` needs a `cost` for `{tool.Name}`, which is not read", "write `cost: { fixed: 0 }` if it is free");
            }
        }
    }
}
