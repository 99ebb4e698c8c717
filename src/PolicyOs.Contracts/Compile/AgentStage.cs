using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>What agent_contract leaves to run time: mode, secrets, default principal, runtime.</summary>
internal sealed class AgentStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Agent is not { } agent)
        {
            return;
        }

        CheckNever(agent, compilation.Report);
        CheckName(agent, compilation);
        compilation.Agent = new AgentContract
        {
            ApprovalMode = agent.ApprovalMode?.Value ?? ApprovalMode.ByRisk,
            DenySecretsInArguments = agent.Secrets?.DenyInArguments?.Value ?? true,
            RedactSecretsInResults = agent.Secrets?.RedactInResults?.Value ?? true,
            DefaultPrincipal = Principal(agent.DefaultPrincipal, compilation),
            Runtime = Runtime(agent.Runtime, compilation.Report),
        };
    }

    /// <summary>A principal with the defaults of spec 3.4.</summary>
    internal static Principal? Principal(PrincipalSyntax? s, Compilation compilation)
    {
        if (s is null)
        {
            return null;
        }

        foreach (Located<string> role in s.Roles)
        {
            RoleNames.Check(role, compilation);
        }

        Principal nobody = Model.Principal.Anonymous;
        return new Principal(
            s.Id?.Value ?? nobody.Id,
            s.Type?.Value ?? nobody.Type,
            Compilation.Texts(s.Roles),
            Compilation.Texts(s.Permissions),
            s.Tenant?.Value ?? nobody.Tenant,
            s.Attributes?.Value ?? nobody.Attributes);
    }

    private static void CheckNever(AgentContractSyntax agent, DiagnosticBag report)
    {
        if (agent.ApprovalMode?.Value != ApprovalMode.Never)
        {
            return;
        }

        foreach (Located<RiskDecision>? decision in (Located<RiskDecision>?[])[agent.WriteOperations, agent.DestructiveOperations])
        {
            if (decision?.Value == RiskDecision.Approval)
            {
                report.Add(Codes.NeverWithApproval, decision.At, "`approval` cannot be asked for under `approval_mode: never`", "write `approval_mode: by_risk`, or allow or block here");
            }
        }
    }

    private static void CheckName(AgentContractSyntax agent, Compilation compilation)
    {
        if (compilation.Syntax.Session?.Agent is { } session && agent.Agent is not null && session.Value != agent.Agent.Value)
        {
            compilation.Report.Add(Codes.AgentNamesDiffer, session.At, $"agent_contract.yaml names the agent `{agent.Agent.Value}`, this file `{session.Value}`");
        }
    }

    private static AgentRuntime Runtime(RuntimeSyntax? s, DiagnosticBag report)
    {
        if (s is { Status.Value: not "prototype", Rollback: null } && s.Status is not null && s.Node.Find("rollback") is null)
        {
            report.Add(Codes.NoRollback, s.Status.At, $"status `{s.Status.Value}` needs `rollback`", "say where going back is described, such as runbook.md#rollback");
        }

        return new AgentRuntime(
            s?.Surface?.Value ?? string.Empty,
            s?.Status?.Value ?? string.Empty,
            s is null ? [] : Compilation.Texts(s.AffordancesLost),
            s is null ? [] : Compilation.Texts(s.Evidence),
            s?.Rollback?.Value);
    }
}
