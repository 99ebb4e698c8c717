namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>The parts of runbook.md (spec 1.10).</summary>
internal sealed class RunbookCheck : IStage
{
    public void Run(Compilation compilation) => SectionRules.Check(
        compilation.Syntax.Runbook,
        compilation.Report,
        "Setup",
        "Secrets",
        "Smoke",
        "Approvals",
        "Incidents",
        "Rollback",
        "Owners",
        "Review cadence",
        "Known failures",
        "Evidence");
}
