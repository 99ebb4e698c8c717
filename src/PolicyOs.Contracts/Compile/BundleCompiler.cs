using System.Collections.Immutable;
using PolicyOs.Contracts.Analysis;
using PolicyOs.Contracts.Compile.Checks;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Turns what is written into what is enforced, in one order from top to bottom. Pure.</summary>
internal static class BundleCompiler
{
    private static readonly ImmutableArray<IStage> Stages =
    [
        new RequiredFiles(),
        new SchemaVersions(),
        new ServerStage(),
        new ErrorClassStage(),
        new ToolStage(),
        new SchemaStage(),
        new ToolFileStage(),
        new RoleStage(),
        new ToolListStage(),
        new AgentStage(),
        new PhaseStage(),
        new SlotStage(),
        new ResourceRuleStage(),
        new PromptStage(),
        new SessionLimitStage(),
        new SessionPolicyStage(),
        new AggregateStage(),
        new EnvelopeStageCompiler(),
        new SessionCheckpointStage(),
        new AgentCheckpointStage(),
        new EscalationStage(),
        new RuleStage(),
        new ProviderConstraintStage(),
        new ResourceClaimStage(),
        new ToolContractStage(),
        new GoldenStage(),
        new OutcomeContractCheck(),
        new RunbookCheck(),
        new NamedFiles(),
        new SensitivePaths(),
        new HighRiskTools(),
        new CostCoverage(),
        new PurposeChoice(),
        new AnalysisStage(),
    ];

    /// <summary>The bundle, or null when anything reported so far or here is an error.</summary>
    internal static CompiledBundle? Compile(
        BundleSource source, BundleSyntax syntax, ImmutableHashSet<string> existingFiles, DiagnosticBag report)
    {
        var compilation = new Compilation(source, syntax, existingFiles, report);
        foreach (IStage stage in Stages)
        {
            stage.Run(compilation);
        }

        return report.HasErrors ? null : BundleAssembly.Build(compilation);
    }
}
