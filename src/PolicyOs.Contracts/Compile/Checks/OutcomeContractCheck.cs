namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>The parts of outcome_contract.md (spec 1.10); its front matter is read by its shape.</summary>
internal sealed class OutcomeContractCheck : IStage
{
    public void Run(Compilation compilation) => SectionRules.Check(
        compilation.Syntax.OutcomeContract, compilation.Report, "Job", "Success", "Fallback", "Ownership", "Customer language");
}
