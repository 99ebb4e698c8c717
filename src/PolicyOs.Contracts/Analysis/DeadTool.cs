using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>An allowed tool that can never commit.</summary>
internal sealed class DeadTool : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (ToolDraft tool in graph.Allowed.Where(t => !graph.Reachable.CanCommit(t.Number)))
        {
            findings.Add(Codes.DeadTool, tool.Name, tool.AllowedBy!.At, $"`{tool.Name}` is allowed and can never commit: {graph.Reachable.WhyNot(tool)}");
        }
    }
}
