using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>checkpoints</c> of session.yaml, given to every tool that they name.</summary>
internal sealed class SessionCheckpointStage : IStage
{
    private const string Every = "*";

    public void Run(Compilation compilation)
    {
        var names = new NameTable("checkpoint", compilation.Report);
        foreach (SessionCheckpointSyntax s in (compilation.Syntax.Session?.Checkpoints).OrAbsent())
        {
            compilation.Checkpoints.Check(s);
            string name = s.Name?.Value ?? string.Empty;
            if (s.Name is not null)
            {
                names.Declare(s.Name);
            }

            if (s.Tool is not { Value: Every })
            {
                if (compilation.FindTool(s.Tool) is { } tool && Admits(s, tool))
                {
                    tool.SessionCheckpoints.Add(compilation.Checkpoints.ForNamed(s, tool, name, CheckpointOrigin.Session));
                }

                continue;
            }

            ImmutableArray<SharedCondition> conditions = compilation.Conditions.ForEvery((s.When?.Conditions).OrAbsent());
            ToolDraft[] tools = [.. compilation.Drafts.Where(d => Admits(s, d))];
            compilation.Conditions.CheckUse(conditions, tools);
            foreach (ToolDraft tool in tools)
            {
                if (compilation.Checkpoints.ForEvery(s, conditions, tool, name) is { } checkpoint)
                {
                    tool.SessionCheckpoints.Add(checkpoint);
                }
            }
        }
    }

    private static bool Admits(CheckpointSyntax s, ToolDraft tool) => s.WhenSideEffect is null || s.WhenSideEffect.Value == tool.SideEffect;
}
