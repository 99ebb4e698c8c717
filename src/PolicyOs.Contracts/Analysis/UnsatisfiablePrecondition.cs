using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A precondition that nothing can have satisfied when the tool is called.</summary>
internal sealed class UnsatisfiablePrecondition : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        SessionLimits limits = graph.Compilation.Limits!;
        int? most = limits.MaxSteps < limits.MaxToolCalls || limits.MaxToolCalls is null ? limits.MaxSteps : limits.MaxToolCalls;
        foreach (ToolDraft tool in graph.Allowed)
        {
            foreach (PreconditionSyntax s in tool.Syntax!.Preconditions)
            {
                int prior = graph.Compilation.Tools.Peek(s.RequiresPriorTool?.Value);
                if (prior >= 0 && !graph.Order.CanFollow(graph.Tools[prior], tool))
                {
                    findings.Add(Codes.UnsatisfiablePrecondition, tool.Name, s.RequiresPriorTool!.At, $"`{graph.Tools[prior].Name}` can never have committed when `{tool.Name}` is called");
                }

                if (s.RequiresStepCount?.AtLeast is { } count && count.Value >= most)
                {
                    findings.Add(Codes.UnsatisfiablePrecondition, tool.Name, count.At, $"the session ends after {most} calls, before `{tool.Name}` has {count.Value} behind it");
                }
            }
        }
    }
}
