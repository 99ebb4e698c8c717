using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 18, and what it asks in row 20: <c>rules</c> of policies/*.yaml.</summary>
internal sealed class ExpressionRules : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) =>
        bundle.Contracts().SelectMany(pair => pair.Contract.Rules).GroupBy(rule => rule.Id, StringComparer.Ordinal).Select(rules => new RuleInstance(
            $"policies: rules[{rules.Key}]",
            rules.First().Approval is null ? "rules" : "approval",
            [.. bundle.Contracts().Where(pair => pair.Contract.Rules.Any(rule => rule.Id == rules.Key)).Select(pair => pair.Tool.Number)],
            b => b.WithContracts(contract => contract with { Rules = contract.Rules.RemoveAll(rule => rule.Id == rules.Key) })));
}
