using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A destructive, admin, financial or S4 tool that can be called without anybody being asked.</summary>
internal sealed class UngatedHighRisk : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (ToolDraft tool in graph.Allowed.Where(t => t.IsHighRisk && t.Contract is { IsRiskAllowed: true, Checkpoints.IsEmpty: true }))
        {
            findings.Add(
                Codes.UngatedHighRisk,
                tool.Name,
                tool.Syntax!.SideEffect!.At,
                $"`{tool.Name}` is of a high risk class and no checkpoint ever asks",
                "give it a checkpoint, or write `destructive_operations: approval`");
        }
    }
}
