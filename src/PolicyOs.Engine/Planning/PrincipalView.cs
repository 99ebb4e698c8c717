using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Engine.Planning;

/// <summary>What policies and permissions give one principal: bits of tool numbers.</summary>
internal sealed class PrincipalView
{
    public PrincipalView(CompiledBundle bundle, Facts facts)
    {
        Environment = facts.Environment;
        Policy = BitSet.Of(bundle.Tools.Length, bundle.Tools
            .Where(tool => tool.Contract is not null && PolicyRulesEvaluator.WhyDenied(bundle, tool, facts) is null)
            .Select(static tool => tool.Number));
        Permissions = BitSet.Of(bundle.Tools.Length, bundle.Tools
            .Where(tool => tool.Contract is { } contract && PermissionCheck.FirstMissing(bundle, contract.RequiredPermissions, facts.Principal) is null)
            .Select(static tool => tool.Number));
        Variable = RuleInputs.Principal(bundle, facts.Principal);
    }

    /// <summary>The environment that it was found out under; <c>equals_env</c> reads it.</summary>
    public ImmutableArray<string?> Environment { get; }

    /// <summary>Tools that both policies permit.</summary>
    public ulong[] Policy { get; }

    /// <summary>Tools whose permissions the principal has.</summary>
    public ulong[] Permissions { get; }

    /// <summary>What rules see as <c>principal</c>.</summary>
    public CelValue Variable { get; }

    public bool PassesPolicy(int tool) => (Policy[tool / 64] & (1UL << (tool % 64))) != 0;

    public bool PassesPermissions(int tool) => (Permissions[tool / 64] & (1UL << (tool % 64))) != 0;
}
