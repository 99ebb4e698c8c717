using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>policy</c> of session.yaml: rules and label gates.</summary>
internal sealed class SessionPolicyStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Session?.Policy is not { } policy)
        {
            return;
        }

        compilation.Policy = new SessionPolicy(
            policy.DefaultDeny?.Value ?? false,
            [.. policy.Rules.Select(r => Rule(r, compilation)).OfType<SessionPolicyRule>()],
            [.. policy.LabelGates.Select(g => Gate(g, compilation)).OfType<LabelGate>()]);
    }

    private static SessionPolicyRule? Rule(SessionPolicyRuleSyntax s, Compilation compilation)
    {
        if (!ExactlyOne.Of(s, compilation.Report, "deny", "allow") || (s.Deny ?? s.Allow) is not { } target)
        {
            return null;
        }

        ImmutableArray<int> tools = compilation.FindTools(target.Tools);
        return compilation.Invariants.OnAnything(target.Principal) is { } condition
            ? new SessionPolicyRule(s.Deny is not null, new PrincipalCondition(condition), tools)
            : null;
    }

    private static LabelGate? Gate(LabelGateSyntax s, Compilation compilation) => s.WhenLabel is null
        ? null
        : new LabelGate(compilation.Labels.Intern(s.WhenLabel), compilation.FindTools(s.DenyTools), s.Reason?.Value ?? string.Empty);
}
