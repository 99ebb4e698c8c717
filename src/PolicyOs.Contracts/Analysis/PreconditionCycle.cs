using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Analysis;

/// <summary>Tools that require each other: none of them can ever be first.</summary>
internal sealed class PreconditionCycle : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var told = new HashSet<int>();
        foreach (ToolDraft tool in graph.Tools)
        {
            // A tool that requires itself directly is told of where that is written.
            if (!told.Contains(tool.Number) && Cycle(tool.Number, graph) is { Count: > 1 } cycle)
            {
                told.UnionWith(cycle);
                string path = string.Join(" requires ", cycle.Append(tool.Number).Select(n => $"`{graph.Tools[n].Name}`"));
                findings.Add(Codes.PreconditionCycle, tool.Name, tool.Syntax!.KeyAt("preconditions"), path);
            }
        }
    }

    /// <summary>The shortest way from a tool back to itself.</summary>
    private static List<int>? Cycle(int start, ContractGraph graph)
    {
        var from = new Dictionary<int, int>();
        var open = new Queue<int>([start]);
        while (open.TryDequeue(out int tool))
        {
            foreach (int required in graph.Required[tool])
            {
                if (required == start)
                {
                    var cycle = new List<int> { tool };
                    while (cycle[^1] != start)
                    {
                        cycle.Add(from[cycle[^1]]);
                    }

                    cycle.Reverse();
                    return cycle;
                }

                if (from.TryAdd(required, tool))
                {
                    open.Enqueue(required);
                }
            }
        }

        return null;
    }
}
