using System.Collections.Immutable;
using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>
/// Runs the graph analysis. Its errors are looked for in every bundle; its warnings only where nothing is wrong so far, because what a
/// broken contract would lead to says nothing.
/// </summary>
internal sealed class AnalysisStage : IStage
{
    private static readonly ImmutableArray<IAnalysis> Errors = [new PreconditionCycle(), new PreconditionVsForbid()];

    private static readonly ImmutableArray<IAnalysis> Warnings =
    [
        new DeadTool(),
        new PhaseDeadEnd(),
        new UndrivenTransition(),
        new UnsatisfiablePrecondition(),
        new UnboundRef(),
        new UnusedBind(),
        new EnvelopeUnordered(),
        new EnvelopeAgentControlledReference(),
        new EnvelopeUnkeyed(),
        new SessionResettable(),
        new AggregateUnsatisfiable(),
        new AggregateBlocksFirstCall(),
        new CheckpointUnreachable(),
        new LabelGateDead(),
        new UngatedHighRisk(),
        new LimitConflict(),
        new ContractNotAllowed(),
        new UnverifiableCommit(),
    ];

    public void Run(Compilation compilation)
    {
        SyntaxList<SuppressionSyntax> suppressions = (compilation.Syntax.Session?.GraphAnalysis?.Suppress).OrAbsent();
        FindingSink.CheckNames(suppressions, compilation.Report);
        var findings = new FindingSink(compilation.Report, suppressions);
        var graph = new ContractGraph(compilation);
        foreach (IAnalysis analysis in Errors)
        {
            analysis.Run(graph, findings);
        }

        if (compilation.Report.HasErrors)
        {
            return;
        }

        foreach (IAnalysis analysis in Warnings)
        {
            analysis.Run(graph, findings);
        }

        findings.ReportUnused();
    }
}
