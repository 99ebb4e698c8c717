using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>policy</c> of a tool.</summary>
internal static class ToolPolicy
{
    internal static PolicyRules? Compile(ToolPolicySyntax? s, Compilation compilation) =>
        s is null ? null : new PolicyRules(Conditions(s.Allow, compilation), Conditions(s.Deny, compilation));

    private static ImmutableArray<PrincipalCondition> Conditions(SyntaxList<PolicyEntrySyntax> entries, Compilation compilation) =>
        [.. entries.Select(e => compilation.Invariants.OnAnything(e.Principal)).OfType<Invariant>().Select(i => new PrincipalCondition(i))];
}
