using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary><c>secrets.deny_in_arguments</c>.</summary>
internal sealed class SecretRules : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) => bundle.AgentContract.DenySecretsInArguments
        ? [new("agent_contract.yaml: secrets.deny_in_arguments", "secrets", [], b => b with { AgentContract = b.AgentContract with { DenySecretsInArguments = false } })]
        : [];
}
