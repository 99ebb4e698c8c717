using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 7: <c>idempotency</c>.</summary>
internal sealed class IdempotentTools : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) =>
        bundle.Contracts().Where(pair => pair.Contract.Idempotency is not null).Select(pair => new RuleInstance(
            $"{BundleEdits.FileOf(pair.Tool)}: idempotency",
            "idempotency",
            [pair.Tool.Number],
            b => b.WithContract(pair.Tool.Number, c => c with { Idempotency = null })));
}
