using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 6: tools that their risk class closes.</summary>
internal sealed class RiskGates : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) =>
        bundle.Contracts().Where(pair => !pair.Contract.IsRiskAllowed).Select(pair => new RuleInstance(
            $"{BundleEdits.FileOf(pair.Tool)}: closed by {pair.Contract.RiskSource}",
            "risk_gate",
            [pair.Tool.Number],
            b => b.WithContract(pair.Tool.Number, c => c with { IsRiskAllowed = true })));
}
