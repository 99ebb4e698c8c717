using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A required tool that forbids the one that requires it, at once or over others that are required.</summary>
internal sealed class PreconditionVsForbid : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (ToolDraft tool in graph.Tools.Where(t => graph.Required[t.Number].Length > 0))
        {
            foreach (int before in graph.RequiredTransitively(tool.Number).Order())
            {
                if (before != tool.Number && graph.Tools[before].Contract is { } contract && contract.ForbidsAfter.Contains(tool.Number))
                {
                    findings.Add(
                        Codes.PreconditionVsForbid,
                        tool.Name,
                        tool.Syntax!.KeyAt("preconditions"),
                        $"`{tool.Name}` needs `{graph.Tools[before].Name}` first, and that forbids it for the rest of the session");
                }
            }
        }
    }
}
