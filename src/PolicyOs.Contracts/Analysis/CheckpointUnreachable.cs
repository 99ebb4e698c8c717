using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A checkpoint that stops no tool that can be called.</summary>
internal sealed class CheckpointUnreachable : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var stopping = graph.Allowed.Where(t => graph.Reachable.CanCommit(t.Number))
            .SelectMany(t => t.Contract!.Checkpoints).Where(c => c.Origin == CheckpointOrigin.Session).Select(c => c.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (SessionCheckpointSyntax s in (graph.Compilation.Syntax.Session?.Checkpoints).OrAbsent().Where(s => !stopping.Contains(s.Name!.Value)))
        {
            findings.Add(Codes.CheckpointUnreachable, s.Name!.Value, s.Name.At, $"checkpoint `{s.Name.Value}` stops no tool that can be called");
        }

        foreach (ToolDraft tool in graph.Allowed)
        {
            if (tool.Syntax!.Checkpoint is { } own && tool.Contract!.Checkpoints.All(c => c.Origin != CheckpointOrigin.Tool))
            {
                findings.Add(Codes.CheckpointUnreachable, tool.Name, own.KeyAt("when_side_effect"), $"`{tool.Name}` is not of the risk class that its checkpoint waits for");
            }
        }
    }
}
