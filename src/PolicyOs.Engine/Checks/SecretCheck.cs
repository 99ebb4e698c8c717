using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 3: no secrets in the arguments (spec 3.9); the finding comes with the proposal.</summary>
internal sealed class SecretCheck : ICheck
{
    public int Row => 3;

    public string Name => "secrets";

    public bool IsEnforcedInEveryMode => true;

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool is not null && bundle.AgentContract.DenySecretsInArguments;

    public Finding? Examine(CallContext call) => call.Proposal.Secret is { } secret
        ? Finding.Deny(
            DecisionCode.SecretInArguments,
            $"the value at {secret.Path} looks like a secret ({secret.Kind}); call {call.Tool.Name} without it") with { Path = secret.Path }
        : null;
}
