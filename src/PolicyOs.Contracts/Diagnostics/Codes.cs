// One table in one place: every code of the language, in order, never reused.
namespace PolicyOs.Contracts.Diagnostics;

/// <summary>All kinds of findings. 1xxx: how it is written; 2xxx: what it says; 3xxx: what it leads to. A number is never given twice, not even after its finding is gone.</summary>
internal static class Codes
{
    // what a file is
    internal static readonly DiagnosticCode NoSuchFolder = new("POL1001", Severity.Error, "the folder that was named does not exist");
    internal static readonly DiagnosticCode UnreadableFile = new("POL1002", Severity.Error, "a file of the bundle cannot be read");
    internal static readonly DiagnosticCode FileTooBig = new("POL1003", Severity.Error, "a file is longer than 1 MiB");
    internal static readonly DiagnosticCode NotUtf8 = new("POL1004", Severity.Error, "a file is not UTF-8");
    internal static readonly DiagnosticCode EmptyFile = new("POL1005", Severity.Error, "a YAML file holds no document");
    internal static readonly DiagnosticCode MissingFile = new("POL1006", Severity.Error, "one of the five files that every bundle has is missing");
    internal static readonly DiagnosticCode MisnamedFile = new("POL1007", Severity.Error, "a YAML file's name is nearly that of a file that would be read");
    internal static readonly DiagnosticCode StrayFile = new("POL1008", Severity.Warning, "a YAML file is none of the bundle's files, so nothing reads it");
    internal static readonly DiagnosticCode UnreadableLock = new("POL1009", Severity.Error, "bundle.lock.json is there and cannot be read");

    // YAML
    internal static readonly DiagnosticCode MalformedYaml = new("POL1101", Severity.Error, "the file is not readable as YAML");
    internal static readonly DiagnosticCode DuplicateKey = new("POL1102", Severity.Error, "a mapping has the same key twice");
    internal static readonly DiagnosticCode ForeignTag = new("POL1103", Severity.Error, "a tag is not one of the core schema, or does not fit its value");
    internal static readonly DiagnosticCode UnknownAnchor = new("POL1104", Severity.Error, "an alias refers to no anchor that ends before it");
    internal static readonly DiagnosticCode TooManyNodes = new("POL1105", Severity.Error, "aliases stand for more than 10,000 nodes");
    internal static readonly DiagnosticCode TooDeep = new("POL1106", Severity.Error, "the document is nested more than 64 levels deep");
    internal static readonly DiagnosticCode SecondDocument = new("POL1107", Severity.Error, "a file holds more than one document");
    internal static readonly DiagnosticCode KeyNotText = new("POL1108", Severity.Error, "a key is a list or a mapping");

    // keys and values
    internal static readonly DiagnosticCode UnknownKey = new("POL1201", Severity.Error, "the language has no such key here");
    internal static readonly DiagnosticCode WrongType = new("POL1202", Severity.Error, "a value is of another type than the key takes");
    internal static readonly DiagnosticCode MissingKey = new("POL1203", Severity.Error, "a required key is missing");
    internal static readonly DiagnosticCode UnknownWord = new("POL1204", Severity.Error, "a value is none of the words that the key takes");
    internal static readonly DiagnosticCode OutOfRange = new("POL1205", Severity.Error, "a number is outside the range that the key takes");
    internal static readonly DiagnosticCode TooFewEntries = new("POL1206", Severity.Error, "a list has fewer entries than it needs");
    internal static readonly DiagnosticCode EmptyText = new("POL1207", Severity.Error, "a text is empty");
    internal static readonly DiagnosticCode NotSupportedYet = new("POL1208", Severity.Error, "the language has this, and this version refuses it");
    internal static readonly DiagnosticCode OperatorNotInList = new("POL1209", Severity.Error, "an operator stands in a list that does not take it");
    internal static readonly DiagnosticCode SchemaVersion = new("POL1210", Severity.Error, "schema_version is not \"1.0\"");
    internal static readonly DiagnosticCode EmptyBlock = new("POL1211", Severity.Error, "a block has none of the keys that would make it mean something");
    internal static readonly DiagnosticCode NotExactlyOne = new("POL1212", Severity.Error, "exactly one, or at most one, of several keys may stand here");
    internal static readonly DiagnosticCode KeyWithoutEffect = new("POL1213", Severity.Error, "a key does nothing without another one");
    internal static readonly DiagnosticCode BadText = new("POL1214", Severity.Error, "a text is not of the form that the key takes");

    // names
    internal static readonly DiagnosticCode UnknownName = new("POL2001", Severity.Error, "a name is used that nothing declares");
    internal static readonly DiagnosticCode DuplicateName = new("POL2002", Severity.Error, "a name is declared or listed twice");

    // servers, tools, resources
    internal static readonly DiagnosticCode WrongTransportKey = new("POL2101", Severity.Error, "a server has a key of the other transport");
    internal static readonly DiagnosticCode BadUrl = new("POL2102", Severity.Error, "a server's url is no http or https address, or asks for HTTP+SSE");
    internal static readonly DiagnosticCode BadSubstitution = new("POL2103", Severity.Error, "${ starts something that is not ${env:NAME}");
    internal static readonly DiagnosticCode MethodOfTwoServers = new("POL2104", Severity.Error, "two servers relay the same method");
    internal static readonly DiagnosticCode BadToolName = new("POL2105", Severity.Error, "a tool's name cannot be an exposed name");
    internal static readonly DiagnosticCode NamesDifferInCase = new("POL2106", Severity.Error, "two tools differ only in case");
    internal static readonly DiagnosticCode ScopeNotGranted = new("POL2108", Severity.Error, "a tool needs a scope that its server does not have");
    internal static readonly DiagnosticCode BadUriTemplate = new("POL2109", Severity.Error, "a resource pattern is not RFC 6570 level 1");
    internal static readonly DiagnosticCode NothingToMatch = new("POL2110", Severity.Error, "an error class would match every error");
    internal static readonly DiagnosticCode BadSchema = new("POL2111", Severity.Error, "a declared schema is no JSON Schema that can be enforced");

    // agent_contract
    internal static readonly DiagnosticCode AllowedAndBlocked = new("POL2201", Severity.Error, "a tool is both allowed and blocked");
    internal static readonly DiagnosticCode UndeclaredTool = new("POL2202", Severity.Error, "undeclared_tool: a tool is allowed or has a contract, and mcp_contract.yaml does not declare it");
    internal static readonly DiagnosticCode AllowedWithoutContract = new("POL2203", Severity.Error, "allowed_without_contract: an allowed tool has no file in tools/");
    internal static readonly DiagnosticCode NeverWithApproval = new("POL2204", Severity.Error, "approval is asked for under approval_mode never");
    internal static readonly DiagnosticCode NoRollback = new("POL2205", Severity.Error, "a runtime status beside prototype has no rollback");
    internal static readonly DiagnosticCode NamedFileMissing = new("POL2206", Severity.Error, "a file that policy_artifacts or evidence names does not exist");
    internal static readonly DiagnosticCode AgentNamesDiffer = new("POL2207", Severity.Warning, "session.yaml names another agent than agent_contract.yaml");
    internal static readonly DiagnosticCode RoleCycle = new("POL2208", Severity.Error, "a role inherits from itself");

    // invariants
    internal static readonly DiagnosticCode NoOperator = new("POL2301", Severity.Error, "an entry has a path and no operator");
    internal static readonly DiagnosticCode EmptyRange = new("POL2302", Severity.Error, "a lower bound is above its upper bound");
    internal static readonly DiagnosticCode ToleranceWithoutRef = new("POL2303", Severity.Error, "tolerance stands without ref");
    internal static readonly DiagnosticCode BadPattern = new("POL2304", Severity.Error, "a regular expression is none, or cannot run in linear time");
    internal static readonly DiagnosticCode BadPath = new("POL2305", Severity.Error, "a path is no RFC 9535 JSONPath");
    internal static readonly DiagnosticCode PathNotSingular = new("POL2306", Severity.Error, "a path that must find one value can find several");
    internal static readonly DiagnosticCode UnknownPath = new("POL2307", Severity.Error, "a path leads where the closed schema has nothing");

    // tools/*.yaml
    internal static readonly DiagnosticCode ToolFileName = new("POL2401", Severity.Error, "a contract's tool is not its file's name");
    internal static readonly DiagnosticCode AckOnlyOnHighRisk = new("POL2402", Severity.Error, "ACK_ONLY_ON_HIGH_RISK: ack_only cannot prove a destructive, admin or financial effect");
    internal static readonly DiagnosticCode CapabilityNotRead = new("POL2403", Severity.Error, "a query, resource or decision must be side_effect read");
    internal static readonly DiagnosticCode TierDisagrees = new("POL2404", Severity.Error, "side_effect_tier does not agree with side_effect");
    internal static readonly DiagnosticCode S4WithoutCheckpoint = new("POL2405", Severity.Error, "an S4 tool has no checkpoint");
    internal static readonly DiagnosticCode S4WithoutCompensation = new("POL2406", Severity.Error, "an S4 tool has no compensation");
    internal static readonly DiagnosticCode S5Allowed = new("POL2407", Severity.Error, "an S5 tool is in allowed_tools");
    internal static readonly DiagnosticCode RequiresItself = new("POL2408", Severity.Error, "a tool is its own precondition");
    internal static readonly DiagnosticCode EmptyPrecondition = new("POL2409", Severity.Error, "a precondition asks for nothing");
    internal static readonly DiagnosticCode NoSuchEdge = new("POL2410", Severity.Error, "advances_to is no edge of a phase in valid_in_phases");
    internal static readonly DiagnosticCode SlotTwice = new("POL2411", Severity.Error, "a slot is declared by two binds");
    internal static readonly DiagnosticCode SensitiveUse = new("POL2412", Severity.Error, "a sensitive path is used by something that keeps values");
    internal static readonly DiagnosticCode IdempotencyWithoutKey = new("POL2413", Severity.Error, "a financial or S4 tool has idempotency without key paths");
    internal static readonly DiagnosticCode CostEstimate = new("POL2414", Severity.Error, "cost has an estimate without from_output, or the reverse");
    internal static readonly DiagnosticCode CostMissing = new("POL2415", Severity.Error, "a cost limit holds, and a tool that is not read says no cost");
    internal static readonly DiagnosticCode NotEnforceable = new("POL2416", Severity.Info, "a block waits for sampling, which no server may ask for");

    // session.yaml
    internal static readonly DiagnosticCode NotOneInitialPhase = new("POL2501", Severity.Error, "there is not exactly one initial phase");
    internal static readonly DiagnosticCode NoTerminalPhase = new("POL2502", Severity.Error, "there is no terminal phase");
    internal static readonly DiagnosticCode EdgeFromTerminal = new("POL2503", Severity.Error, "an edge leaves a terminal phase");
    internal static readonly DiagnosticCode UnreachablePhase = new("POL2504", Severity.Error, "a phase cannot be reached from the initial one");
    internal static readonly DiagnosticCode UnreachableTerminal = new("POL2505", Severity.Warning, "a terminal phase cannot be reached from the initial one");
    internal static readonly DiagnosticCode NoWayToTheEnd = new("POL2506", Severity.Error, "no terminal phase can be reached from a phase");
    internal static readonly DiagnosticCode ThresholdAboveWindow = new("POL2507", Severity.Error, "loop_detection's threshold is above its window");
    internal static readonly DiagnosticCode AggregateWithoutBound = new("POL2508", Severity.Error, "an aggregate, or an entry of its when, states no bound");
    internal static readonly DiagnosticCode AggregateWithoutPath = new("POL2509", Severity.Error, "an aggregate other than count has no path");
    internal static readonly DiagnosticCode EnvelopeRoleMissing = new("POL2510", Severity.Error, "an envelope lacks a stage that its constraint needs");
    internal static readonly DiagnosticCode EnvelopeRoleUnfit = new("POL2511", Severity.Error, "a stage's role does not go with the constraint");
    internal static readonly DiagnosticCode ConstrainedFromOutput = new("POL2512", Severity.Error, "a constrained stage reads the output");
    internal static readonly DiagnosticCode BandUnfit = new("POL2513", Severity.Error, "band without within_band, or the reverse");
    internal static readonly DiagnosticCode EnvelopeKeysDiffer = new("POL2514", Severity.Error, "the stages of an envelope have different numbers of key paths");
    internal static readonly DiagnosticCode AllowOnTimeout = new("POL2515", Severity.Error, "on_timeout allow on a destructive, admin, financial or S4 tool");
    internal static readonly DiagnosticCode NotEditable = new("POL2516", Severity.Error, "an editable path is not string, boolean, enum or a number exact in double");
    internal static readonly DiagnosticCode ResourcesWithoutWorkflow = new("POL2517", Severity.Info, "resources of session.yaml act only under a workflow");

    // golden tasks, documents
    internal static readonly DiagnosticCode BadDuration = new("POL2601", Severity.Error, "at is not a plus and an ISO 8601 duration");
    internal static readonly DiagnosticCode GivenWithoutContract = new("POL2602", Severity.Error, "a given call is of a tool without a contract");
    internal static readonly DiagnosticCode NoFrontMatter = new("POL2603", Severity.Error, "outcome_contract.md has no front matter");
    internal static readonly DiagnosticCode SectionMissing = new("POL2604", Severity.Error, "a document lacks a heading");
    internal static readonly DiagnosticCode SectionEmpty = new("POL2605", Severity.Error, "a heading has no text");

    // policies/*.yaml
    internal static readonly DiagnosticCode BadExpression = new("POL2701", Severity.Error, "a condition is no CEL expression that can be evaluated here");

    // analysis
    internal static readonly DiagnosticCode DeadTool = new("POL3001", Severity.Warning, "dead_tool: an allowed tool can never commit");
    internal static readonly DiagnosticCode PhaseDeadEnd = new("POL3002", Severity.Warning, "phase_dead_end: from a phase that can be entered no tool leads to a terminal one");
    internal static readonly DiagnosticCode UndrivenTransition = new("POL3003", Severity.Warning, "undriven_transition: no tool makes a transition happen");
    internal static readonly DiagnosticCode UnsatisfiablePrecondition = new("POL3004", Severity.Warning, "unsatisfiable_precondition: the required tool can never commit before");
    internal static readonly DiagnosticCode PreconditionCycle = new("POL3005", Severity.Error, "precondition_cycle: tools require each other");
    internal static readonly DiagnosticCode PreconditionVsForbid = new("POL3006", Severity.Error, "precondition_vs_forbid: a required tool forbids the one that requires it");
    internal static readonly DiagnosticCode UnboundRef = new("POL3007", Severity.Warning, "unbound_ref: the tool that binds a slot can never commit before the one that reads it");
    internal static readonly DiagnosticCode UnusedBind = new("POL3008", Severity.Warning, "unused_bind: nothing reads a slot");
    internal static readonly DiagnosticCode EnvelopeUnordered = new("POL3009", Severity.Warning, "envelope_unordered: a constrained tool can be called before its reference is captured, and then denies");
    internal static readonly DiagnosticCode EnvelopeAgentControlled = new("POL3010", Severity.Warning, "envelope_agent_controlled_reference: a reference is read from arguments of a tool that nobody gates");
    internal static readonly DiagnosticCode EnvelopeUnkeyed = new("POL3011", Severity.Warning, "envelope_unkeyed: both tools of an envelope share an argument that is no key");
    internal static readonly DiagnosticCode SessionResettable = new("POL3012", Severity.Warning, "session_resettable: what the session accumulates is lost by starting afresh, and nothing bounds that");
    internal static readonly DiagnosticCode AggregateUnsatisfiable = new("POL3013", Severity.Warning, "aggregate_unsatisfiable: no call can satisfy an aggregate's bounds");
    internal static readonly DiagnosticCode AggregateBlocksFirstCall = new("POL3014", Severity.Warning, "aggregate_gte_blocks_first_call: a lower bound denies the first call");
    internal static readonly DiagnosticCode CheckpointUnreachable = new("POL3015", Severity.Warning, "checkpoint_unreachable: a checkpoint stops no tool that can be called");
    internal static readonly DiagnosticCode LabelGateDead = new("POL3016", Severity.Warning, "label_gate_dead: nothing in the bundle adds the label of a gate");
    internal static readonly DiagnosticCode UngatedHighRisk = new("POL3017", Severity.Warning, "ungated_high_risk: a destructive, admin, financial or S4 tool can be called without anybody being asked");
    internal static readonly DiagnosticCode LimitConflict = new("POL3018", Severity.Warning, "limit_conflict: one limit makes another one meaningless");
    internal static readonly DiagnosticCode ContractNotAllowed = new("POL3019", Severity.Warning, "contract_not_allowed: a tool has a contract and is not allowed");
    internal static readonly DiagnosticCode UnverifiableCommit = new("POL3020", Severity.Warning, "unverifiable_commit: a commit is acknowledged and evidence_class is unverifiable");
    internal static readonly DiagnosticCode SuppressionUnused = new("POL3021", Severity.Warning, "a suppression matches no finding");
    internal static readonly DiagnosticCode SuppressedError = new("POL3022", Severity.Error, "a suppression names a finding that is an error");

    /// <summary>Every code, in order.</summary>
    internal static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        NoSuchFolder, UnreadableFile, FileTooBig, NotUtf8, EmptyFile, MissingFile, MisnamedFile, StrayFile, UnreadableLock, MalformedYaml, DuplicateKey,
        ForeignTag, UnknownAnchor, TooManyNodes, TooDeep, SecondDocument, KeyNotText, UnknownKey, WrongType, MissingKey, UnknownWord,
        OutOfRange, TooFewEntries, EmptyText, NotSupportedYet, OperatorNotInList, SchemaVersion, EmptyBlock, NotExactlyOne,
        KeyWithoutEffect, BadText, UnknownName, DuplicateName, WrongTransportKey, BadUrl, BadSubstitution, MethodOfTwoServers,
        BadToolName, NamesDifferInCase, ScopeNotGranted, BadUriTemplate, NothingToMatch, BadSchema, AllowedAndBlocked,
        UndeclaredTool, AllowedWithoutContract, NeverWithApproval, NoRollback, NamedFileMissing, AgentNamesDiffer, RoleCycle, NoOperator,
        EmptyRange, ToleranceWithoutRef, BadPattern, BadPath, PathNotSingular, UnknownPath, ToolFileName, AckOnlyOnHighRisk,
        CapabilityNotRead, TierDisagrees, S4WithoutCheckpoint, S4WithoutCompensation, S5Allowed, RequiresItself, EmptyPrecondition,
        NoSuchEdge, SlotTwice, SensitiveUse, IdempotencyWithoutKey, CostEstimate, CostMissing, NotEnforceable, NotOneInitialPhase,
        NoTerminalPhase, EdgeFromTerminal, UnreachablePhase, UnreachableTerminal, NoWayToTheEnd, ThresholdAboveWindow,
        AggregateWithoutBound, AggregateWithoutPath, EnvelopeRoleMissing, EnvelopeRoleUnfit, ConstrainedFromOutput, BandUnfit,
        EnvelopeKeysDiffer, AllowOnTimeout, NotEditable, ResourcesWithoutWorkflow, BadDuration, GivenWithoutContract, NoFrontMatter,
        SectionMissing, SectionEmpty, BadExpression, DeadTool, PhaseDeadEnd, UndrivenTransition, UnsatisfiablePrecondition, PreconditionCycle,
        PreconditionVsForbid, UnboundRef, UnusedBind, EnvelopeUnordered, EnvelopeAgentControlled, EnvelopeUnkeyed, SessionResettable,
        AggregateUnsatisfiable, AggregateBlocksFirstCall, CheckpointUnreachable, LabelGateDead, UngatedHighRisk, LimitConflict,
        ContractNotAllowed, UnverifiableCommit, SuppressionUnused, SuppressedError,
    ];
}
