using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Decisions;

/// <summary>The closed list of decision codes (spec 2.1), each with the recoverability that the client is told.</summary>
public sealed class DecisionCode
{
    /// <summary>SESSION_KILLED</summary>
    public static readonly DecisionCode SessionKilled = new("SESSION_KILLED", Recoverability.DoNotRetry);

    /// <summary>CIRCUIT_BREAKER_TRIPPED</summary>
    public static readonly DecisionCode CircuitBreakerTripped = new("CIRCUIT_BREAKER_TRIPPED", Recoverability.HumanReviewRequired);

    /// <summary>SESSION_CLOSED</summary>
    public static readonly DecisionCode SessionClosed = new("SESSION_CLOSED", Recoverability.DoNotRetry);

    /// <summary>TOOL_BLOCKED</summary>
    public static readonly DecisionCode ToolBlocked = new("TOOL_BLOCKED", Recoverability.DoNotRetry);

    /// <summary>UNKNOWN_ACTION</summary>
    public static readonly DecisionCode UnknownAction = new("UNKNOWN_ACTION", Recoverability.AgentCanRetry);

    /// <summary>TOOL_NOT_ALLOWED</summary>
    public static readonly DecisionCode ToolNotAllowed = new("TOOL_NOT_ALLOWED", Recoverability.DoNotRetry);

    /// <summary>TOOL_QUARANTINED</summary>
    public static readonly DecisionCode ToolQuarantined = new("TOOL_QUARANTINED", Recoverability.HumanReviewRequired);

    /// <summary>CONTRACT_VIOLATION</summary>
    public static readonly DecisionCode ContractViolation = new("CONTRACT_VIOLATION", Recoverability.AgentCanRetry);

    /// <summary>SECRET_IN_ARGUMENTS</summary>
    public static readonly DecisionCode SecretInArguments = new("SECRET_IN_ARGUMENTS", Recoverability.AgentCanRetry);

    /// <summary>LABEL_GATE_DENIED</summary>
    public static readonly DecisionCode LabelGateDenied = new("LABEL_GATE_DENIED", Recoverability.HumanReviewRequired);

    /// <summary>POLICY_DENIED</summary>
    public static readonly DecisionCode PolicyDenied = new("POLICY_DENIED", Recoverability.DoNotRetry);

    /// <summary>PERMISSION_DENIED</summary>
    public static readonly DecisionCode PermissionDenied = new("PERMISSION_DENIED", Recoverability.DoNotRetry);

    /// <summary>PURPOSE_DENIED</summary>
    public static readonly DecisionCode PurposeDenied = new("PURPOSE_DENIED", Recoverability.DoNotRetry);

    /// <summary>RISK_GATE_BLOCKED</summary>
    public static readonly DecisionCode RiskGateBlocked = new("RISK_GATE_BLOCKED", Recoverability.DoNotRetry);

    /// <summary>IDEMPOTENCY_CONFLICT</summary>
    public static readonly DecisionCode IdempotencyConflict = new("IDEMPOTENCY_CONFLICT", Recoverability.DoNotRetry);

    /// <summary>IDEMPOTENCY_IN_DOUBT</summary>
    public static readonly DecisionCode IdempotencyInDoubt = new("IDEMPOTENCY_IN_DOUBT", Recoverability.HumanReviewRequired);

    /// <summary>IDEMPOTENCY_KEY_REQUIRED</summary>
    public static readonly DecisionCode IdempotencyKeyRequired = new("IDEMPOTENCY_KEY_REQUIRED", Recoverability.AgentCanRetry);

    /// <summary>WRONG_PHASE</summary>
    public static readonly DecisionCode WrongPhase = new("WRONG_PHASE", Recoverability.AgentCanRetry);

    /// <summary>ILLEGAL_TRANSITION</summary>
    public static readonly DecisionCode IllegalTransition = new("ILLEGAL_TRANSITION", Recoverability.AgentCanRetry);

    /// <summary>FORBIDDEN_IN_STATE</summary>
    public static readonly DecisionCode ForbiddenInState = new("FORBIDDEN_IN_STATE", Recoverability.DoNotRetry);

    /// <summary>SESSION_LIMIT_EXCEEDED</summary>
    public static readonly DecisionCode SessionLimitExceeded = new("SESSION_LIMIT_EXCEEDED", Recoverability.HumanReviewRequired);

    /// <summary>TOOL_LIMIT_EXCEEDED</summary>
    public static readonly DecisionCode ToolLimitExceeded = new("TOOL_LIMIT_EXCEEDED", Recoverability.HumanReviewRequired);

    /// <summary>COST_LIMIT_EXCEEDED</summary>
    public static readonly DecisionCode CostLimitExceeded = new("COST_LIMIT_EXCEEDED", Recoverability.HumanReviewRequired);

    /// <summary>LOOP_DETECTED</summary>
    public static readonly DecisionCode LoopDetected = new("LOOP_DETECTED", Recoverability.AgentCanRetry);

    /// <summary>RATE_LIMITED</summary>
    public static readonly DecisionCode RateLimited = new("RATE_LIMITED", Recoverability.AgentCanRetry);

    /// <summary>PRECONDITION_NOT_MET</summary>
    public static readonly DecisionCode PreconditionNotMet = new("PRECONDITION_NOT_MET", Recoverability.AgentCanRetry);

    /// <summary>INPUT_INVARIANT_FAILED</summary>
    public static readonly DecisionCode InputInvariantFailed = new("INPUT_INVARIANT_FAILED", Recoverability.AgentCanRetry);

    /// <summary>ARGUMENT_VALUE_MISMATCH</summary>
    public static readonly DecisionCode ArgumentValueMismatch = new("ARGUMENT_VALUE_MISMATCH", Recoverability.AgentCanRetry);

    /// <summary>REF_UNBOUND</summary>
    public static readonly DecisionCode RefUnbound = new("REF_UNBOUND", Recoverability.AgentCanRetry);

    /// <summary>REF_MISMATCH</summary>
    public static readonly DecisionCode RefMismatch = new("REF_MISMATCH", Recoverability.AgentCanRetry);

    /// <summary>AGGREGATE_VIOLATION</summary>
    public static readonly DecisionCode AggregateViolation = new("AGGREGATE_VIOLATION", Recoverability.HumanReviewRequired);

    /// <summary>ENVELOPE_VIOLATION</summary>
    public static readonly DecisionCode EnvelopeViolation = new("ENVELOPE_VIOLATION", Recoverability.AgentCanRetry);

    /// <summary>ENVELOPE_REFERENCE_MISSING</summary>
    public static readonly DecisionCode EnvelopeReferenceMissing = new("ENVELOPE_REFERENCE_MISSING", Recoverability.AgentCanRetry);

    /// <summary>WORKFLOW_LIMIT_EXCEEDED</summary>
    public static readonly DecisionCode WorkflowLimitExceeded = new("WORKFLOW_LIMIT_EXCEEDED", Recoverability.HumanReviewRequired);

    /// <summary>RESOURCE_CONFLICT</summary>
    public static readonly DecisionCode ResourceConflict = new("RESOURCE_CONFLICT", Recoverability.AgentCanRetry);

    /// <summary>RULE_DENIED</summary>
    public static readonly DecisionCode RuleDenied = new("RULE_DENIED", Recoverability.DoNotRetry);

    /// <summary>EXECUTION_CONSTRAINT_VIOLATED</summary>
    public static readonly DecisionCode ExecutionConstraintViolated = new("EXECUTION_CONSTRAINT_VIOLATED", Recoverability.AgentCanRetry);

    /// <summary>APPROVAL_PENDING</summary>
    public static readonly DecisionCode ApprovalPending = new("APPROVAL_PENDING", Recoverability.HumanReviewRequired);

    /// <summary>CHECKPOINT_DENIED</summary>
    public static readonly DecisionCode CheckpointDenied = new("CHECKPOINT_DENIED", Recoverability.DoNotRetry);

    /// <summary>CHECKPOINT_TIMEOUT</summary>
    public static readonly DecisionCode CheckpointTimeout = new("CHECKPOINT_TIMEOUT", Recoverability.HumanReviewRequired);

    /// <summary>APPROVAL_MISMATCH</summary>
    public static readonly DecisionCode ApprovalMismatch = new("APPROVAL_MISMATCH", Recoverability.DoNotRetry);

    /// <summary>APPROVAL_FLOOD</summary>
    public static readonly DecisionCode ApprovalFlood = new("APPROVAL_FLOOD", Recoverability.HumanReviewRequired);

    /// <summary>INTERNAL_ERROR</summary>
    public static readonly DecisionCode InternalError = new("INTERNAL_ERROR", Recoverability.DoNotRetry);

    /// <summary>UNAUTHENTICATED</summary>
    public static readonly DecisionCode Unauthenticated = new("UNAUTHENTICATED", Recoverability.DoNotRetry);

    /// <summary>SESSION_REQUIRED</summary>
    public static readonly DecisionCode SessionRequired = new("SESSION_REQUIRED", Recoverability.AgentCanRetry);

    /// <summary>RESOURCE_NOT_ALLOWED</summary>
    public static readonly DecisionCode ResourceNotAllowed = new("RESOURCE_NOT_ALLOWED", Recoverability.DoNotRetry);

    /// <summary>PROMPT_NOT_ALLOWED</summary>
    public static readonly DecisionCode PromptNotAllowed = new("PROMPT_NOT_ALLOWED", Recoverability.DoNotRetry);

    /// <summary>UPSTREAM_UNAVAILABLE</summary>
    public static readonly DecisionCode UpstreamUnavailable = new("UPSTREAM_UNAVAILABLE", Recoverability.AgentCanRetry);

    /// <summary>UPSTREAM_UNAUTHORIZED</summary>
    public static readonly DecisionCode UpstreamUnauthorized = new("UPSTREAM_UNAUTHORIZED", Recoverability.HumanReviewRequired);

    /// <summary>UPSTREAM_PROTOCOL_ERROR</summary>
    public static readonly DecisionCode UpstreamProtocolError = new("UPSTREAM_PROTOCOL_ERROR", Recoverability.HumanReviewRequired);

    /// <summary>TOOL_TIMEOUT</summary>
    public static readonly DecisionCode ToolTimeout = new("TOOL_TIMEOUT", Recoverability.HumanReviewRequired);

    /// <summary>EXECUTION_ERROR</summary>
    public static readonly DecisionCode ExecutionError = new("EXECUTION_ERROR", Recoverability.AgentCanRetry);

    /// <summary>CANCELLED</summary>
    public static readonly DecisionCode Cancelled = new("CANCELLED", Recoverability.AgentCanRetry);

    /// <summary>OUTPUT_INVARIANT_FAILED</summary>
    public static readonly DecisionCode OutputInvariantFailed = new("OUTPUT_INVARIANT_FAILED", Recoverability.HumanReviewRequired);

    /// <summary>OUTPUT_SCHEMA_VIOLATION</summary>
    public static readonly DecisionCode OutputSchemaViolation = new("OUTPUT_SCHEMA_VIOLATION", Recoverability.HumanReviewRequired);

    /// <summary>RESULT_TOO_LARGE</summary>
    public static readonly DecisionCode ResultTooLarge = new("RESULT_TOO_LARGE", Recoverability.HumanReviewRequired);

    /// <summary>Every code, in the order of spec 2.1.</summary>
    public static readonly ImmutableArray<DecisionCode> All =
    [
        SessionKilled,
        CircuitBreakerTripped,
        SessionClosed,
        ToolBlocked,
        UnknownAction,
        ToolNotAllowed,
        ToolQuarantined,
        ContractViolation,
        SecretInArguments,
        LabelGateDenied,
        PolicyDenied,
        PermissionDenied,
        PurposeDenied,
        RiskGateBlocked,
        IdempotencyConflict,
        IdempotencyInDoubt,
        IdempotencyKeyRequired,
        WrongPhase,
        IllegalTransition,
        ForbiddenInState,
        SessionLimitExceeded,
        ToolLimitExceeded,
        CostLimitExceeded,
        LoopDetected,
        RateLimited,
        PreconditionNotMet,
        InputInvariantFailed,
        ArgumentValueMismatch,
        RefUnbound,
        RefMismatch,
        AggregateViolation,
        EnvelopeViolation,
        EnvelopeReferenceMissing,
        WorkflowLimitExceeded,
        ResourceConflict,
        RuleDenied,
        ExecutionConstraintViolated,
        ApprovalPending,
        CheckpointDenied,
        CheckpointTimeout,
        ApprovalMismatch,
        ApprovalFlood,
        InternalError,
        Unauthenticated,
        SessionRequired,
        ResourceNotAllowed,
        PromptNotAllowed,
        UpstreamUnavailable,
        UpstreamUnauthorized,
        UpstreamProtocolError,
        ToolTimeout,
        ExecutionError,
        Cancelled,
        OutputInvariantFailed,
        OutputSchemaViolation,
        ResultTooLarge,
    ];

    private DecisionCode(string name, Recoverability recoverability) => (Name, Recoverability) = (name, recoverability);

    /// <summary>As on the wire.</summary>
    public string Name { get; }

    /// <summary>What the client can do about it.</summary>
    public Recoverability Recoverability { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
