using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>Who may call, and what for: principal, roles, policy, purposes.</summary>
internal static class Authority
{
    /// <summary>Adds the blocks.</summary>
    public static void Add(CompiledBundle bundle, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(3, "Who may"));
        page.Add(new ReportBlock.Points([.. Lines(bundle)]));
        if (bundle.Roles.Count > 0)
        {
            page.Add(new ReportBlock.Table(
                ["role", "permissions, inherited ones included"],
                [.. bundle.Roles.Values.OrderBy(static role => role.Name, StringComparer.Ordinal)
                    .Select(static role => ImmutableArray.Create(role.Name, string.Join(", ", role.Permissions.Order(StringComparer.Ordinal))))]));
        }
    }

    private static IEnumerable<string> Lines(CompiledBundle bundle)
    {
        yield return bundle.AgentContract.DefaultPrincipal is { } caller
            ? $"whoever starts it without --principal calls as {caller.Id} ({caller.Type}), roles {Names(caller.Roles)}, permissions {Names(caller.Permissions)}"
            : "whoever starts it without --principal calls as local (anonymous), without roles and permissions";
        SessionContract session = bundle.Session;
        if (session.Policy is { } policy)
        {
            yield return policy.DefaultDeny ? "nothing is allowed that no rule below allows" : "what no rule below is about is allowed";
            foreach (SessionPolicyRule rule in policy.Rules)
            {
                string tools = rule.Tools.IsEmpty ? "every tool" : string.Join(", ", rule.Tools.Select(tool => bundle.Tools[tool].Name));
                yield return $"{(rule.IsDeny ? "deny" : "allow")} {tools} where {Words.Of(bundle, rule.Condition.Condition)} of the caller";
            }
        }

        if (!session.Purposes.IsEmpty)
        {
            yield return $"a session is for one of {string.Join(", ", session.Purposes)}, as {(session.PurposeFromClient ? "the client's first request" : "the operator")} says";
        }

        AgentContract agent = bundle.AgentContract;
        yield return agent.DenySecretsInArguments ? "a call with a secret in its arguments is refused" : "secrets in arguments are let through";
        yield return agent.RedactSecretsInResults ? "secrets and hidden values in results are masked" : "results are shown as they are, secrets included";
    }

    private static string Names(ImmutableArray<string> names) => names.IsEmpty ? "none" : string.Join(", ", names);
}
