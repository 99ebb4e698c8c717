using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A constrained tool that can be called while its reference has not been captured; the call is then denied.</summary>
internal sealed class EnvelopeUnordered : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        ImmutableArray<Envelope> envelopes = graph.Compilation.Envelopes.ToImmutable();
        SyntaxList<EnvelopeSyntax> written = (graph.Compilation.Syntax.Session?.Envelopes).OrAbsent();
        for (int e = 0; e < envelopes.Length; e++)
        {
            foreach (int constrained in envelopes[e].Stages.Where(s => s.Role == EnvelopeRole.Constrained).Select(s => s.Tool).Distinct())
            {
                foreach (var role in envelopes[e].Stages.Where(s => s.Role != EnvelopeRole.Constrained).GroupBy(s => s.Role))
                {
                    int[] references = [.. role.Select(s => s.Tool).Distinct()];
                    if (CanComeBefore(graph, constrained, references))
                    {
                        Tell(graph, findings, written[e], constrained, references);
                    }
                }
            }
        }
    }

    private static bool CanComeBefore(ContractGraph graph, int constrained, int[] references) =>
        graph.Reachable.CanCommit(constrained)
        && !references.Contains(constrained)
        && !graph.RequiredTransitively(constrained).Overlaps(references)
        && Reachability.Of(graph, references).CanCommit(constrained);

    private static void Tell(ContractGraph graph, FindingSink findings, EnvelopeSyntax envelope, int constrained, int[] references)
    {
        string name = graph.Tools[constrained].Name;
        string before = string.Join(" or ", references.Select(r => $"`{graph.Tools[r].Name}`"));
        EnvelopeStageSyntax stage = envelope.Stages.First(s => s.Tool?.Value == name);
        findings.Add(
            Codes.EnvelopeUnordered,
            envelope.Name!.Value,
            stage.Tool!.At,
            $"`{name}` can be called before {before} has committed, and is then denied",
            $"give `{name}` a precondition, or a phase that only {before} leads to");
    }
}
