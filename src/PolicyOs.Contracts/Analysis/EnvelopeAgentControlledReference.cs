using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A reference that the agent itself writes, through a tool that asks nobody.</summary>
internal sealed class EnvelopeAgentControlledReference : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (EnvelopeSyntax envelope in (graph.Compilation.Syntax.Session?.Envelopes).OrAbsent())
        {
            foreach (EnvelopeStageSyntax stage in envelope.Stages.Where(s => s.Role!.Value != EnvelopeRole.Constrained && s.Source?.Value != ValueSource.Output))
            {
                ToolContract? contract = graph.Tools[graph.Compilation.Tools.Peek(stage.Tool!.Value)].Contract;
                if (contract is { Checkpoints.IsEmpty: true })
                {
                    findings.Add(
                        Codes.EnvelopeAgentControlled,
                        envelope.Name!.Value,
                        stage.Path!.At,
                        $"the agent writes `{stage.Path.Value}` of `{stage.Tool.Value}` itself, and nobody is asked",
                        "read it from output, or give the tool a checkpoint");
                }
            }
        }
    }
}
