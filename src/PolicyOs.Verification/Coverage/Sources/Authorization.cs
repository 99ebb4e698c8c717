using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Row 5: policies of session and tools, permissions, intents.</summary>
internal sealed class Authorization : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) => OfSession(bundle).Concat(bundle.Contracts().SelectMany(pair => OfTool(pair.Tool, pair.Contract)));

    private static IEnumerable<RuleInstance> OfSession(CompiledBundle bundle)
    {
        if (bundle.Session.Policy is not { } policy)
        {
            yield break;
        }

        if (policy.DefaultDeny)
        {
            yield return new("session.yaml: policy.default_deny", "policy", [], b => b.WithPolicy(p => p with { DefaultDeny = false }));
        }

        foreach ((SessionPolicyRule rule, int number, string name) in policy.Rules.Named(rule => (rule.IsDeny ? "deny " : "allow ") + PathOf(rule.Condition)))
        {
            yield return new($"session.yaml: policy.rules[{name}]", "policy", rule.Tools, b => b.WithPolicy(p => p with { Rules = p.Rules.RemoveAt(number) }));
        }
    }

    private static IEnumerable<RuleInstance> OfTool(Tool tool, ToolContract contract)
    {
        string file = BundleEdits.FileOf(tool);
        int number = tool.Number;
        foreach ((PrincipalCondition _, int entry, string name) in (contract.Policy?.Allow ?? []).Named(PathOf))
        {
            yield return new($"{file}: policy.allow[{name}]", "policy", [number], b => b.WithContract(number, c => c with { Policy = c.Policy! with { Allow = c.Policy.Allow.RemoveAt(entry) } }));
        }

        foreach ((PrincipalCondition _, int entry, string name) in (contract.Policy?.Deny ?? []).Named(PathOf))
        {
            yield return new($"{file}: policy.deny[{name}]", "policy", [number], b => b.WithContract(number, c => c with { Policy = c.Policy! with { Deny = c.Policy.Deny.RemoveAt(entry) } }));
        }

        foreach (string permission in contract.RequiredPermissions)
        {
            yield return new($"{file}: required_permissions[{permission}]", "permissions", [number], b => b.WithContract(number, c => c with { RequiredPermissions = c.RequiredPermissions.Remove(permission) }));
        }

        if (!contract.AllowedIntents.IsEmpty)
        {
            yield return new($"{file}: allowed_intents", "purpose", [number], b => b.WithContract(number, c => c with { AllowedIntents = [] }));
        }

        foreach (string intent in contract.DisallowedIntents)
        {
            yield return new($"{file}: disallowed_intents[{intent}]", "purpose", [number], b => b.WithContract(number, c => c with { DisallowedIntents = c.DisallowedIntents.Remove(intent) }));
        }
    }

    private static string PathOf(PrincipalCondition condition) => PathText.Of(condition.Condition.Path);
}
