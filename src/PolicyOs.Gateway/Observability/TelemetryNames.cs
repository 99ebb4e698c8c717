namespace PolicyOs.Gateway.Observability;

/// <summary>
/// Every name that telemetry goes out under: those of the OpenTelemetry conventions for MCP and generative AI, and our own under
/// <c>policyos.</c> (spec 3.11).
/// </summary>
public static class TelemetryNames
{
    /// <summary>The instrumentation scope of spans and metrics.</summary>
    public const string Source = "policyos";

    /// <summary>The id of the log message that repeats what a server wrote to its standard error: it may hold anything, and is not exported.</summary>
    public const int ServersOwnWords = 2001;

    /// <summary>A name that is not the contract's: a client could write anything there.</summary>
    internal const string Other = "_OTHER";

    internal const string Request = "agent.request";
    internal const string Validation = "tool.validation";
    internal const string Evaluate = "policy.evaluate";
    internal const string Approval = "approval.create";
    internal const string Command = "api.command";

    internal const string Method = "mcp.method.name";
    internal const string Session = "mcp.session.id";
    internal const string Protocol = "mcp.protocol.version";
    internal const string Operation = "gen_ai.operation.name";
    internal const string Tool = "gen_ai.tool.name";
    internal const string ErrorType = "error.type";
    internal const string Server = "policyos.server";
    internal const string Verdict = "policyos.verdict";
    internal const string Code = "policyos.code";
    internal const string Check = "policyos.check";
    internal const string PolicyVersion = "policyos.policy_version";
    internal const string ApprovalId = "policyos.approval_id";
    internal const string Evidence = "policyos.evidence";

    internal const string Decisions = "policyos.decisions";
    internal const string DecisionDuration = "policyos.decision.duration";
    internal const string CallDuration = "policyos.call.duration";
    internal const string Approvals = "policyos.approvals";
    internal const string ApprovalWait = "policyos.approval.wait";
    internal const string SchemaFailures = "policyos.schema.failures";
    internal const string IdempotencyConflicts = "policyos.idempotency.conflicts";
    internal const string InDoubt = "policyos.in_doubt";
    internal const string SessionsActive = "policyos.sessions.active";
    internal const string UpstreamUp = "policyos.upstream.up";
    internal const string AppendDuration = "policyos.journal.append.duration";
    internal const string Reloads = "policyos.bundle.reloads";

    // Tags of metrics.
    internal const string ToolTag = "tool";
    internal const string VerdictTag = "verdict";
    internal const string CodeTag = "code";
    internal const string OutcomeTag = "outcome";
    internal const string ServerTag = "server";
}
