using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A contract of a tool that is not allowed.</summary>
internal sealed class ContractNotAllowed : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (ToolDraft tool in graph.Tools.Where(t => t is { File: not null, IsAllowed: false }))
        {
            findings.Add(Codes.ContractNotAllowed, tool.Name, tool.At, $"`{tool.Name}` has a contract and is not in allowed_tools");
        }
    }
}
