using System.Collections.Frozen;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Tests.Bundles;

/// <summary>Builds compiled bundles in code, for tests that are about decisions and not about reading contracts.</summary>
public sealed class BundleBuilder
{
    private readonly List<Tool> _tools = [];

    public SessionContract Session { get; set; } = new()
    {
        Phases = [],
        InitialPhase = -1,
        Limits = new SessionLimits
        {
            MaxSteps = null, MaxToolCalls = null, NarrowAtMaxToolCalls = false, MaxCost = null, Loop = null, Breaker = null, PerPrincipal = null,
        },
        Policy = null,
        Aggregates = [],
        Envelopes = [],
        Mode = EnforcementMode.Enforce,
        Purposes = [],
        PurposeFromClient = false,
        SessionKey = SessionKey.Connection,
        FeedbackReasons = true,
        Record = RecordMode.Masked,
        ProviderConstraints = [],
        Resources = [],
    };

    public List<string> Slots { get; } = [];

    public List<string> Labels { get; } = [];

    public List<PriorFact> Facts { get; } = [];

    public List<string> Environment { get; } = [];

    public List<Role> Roles { get; } = [];

    public List<string> Blocked { get; } = [];

    public bool DenySecrets { get; set; } = true;

    public string Digest { get; set; } = new('d', 64);

    public SessionLimits Limits
    {
        get => Session.Limits;
        set => Session = Session with { Limits = value };
    }

    public static Principal SomePrincipal { get; } = new("ann", "human", ["clerk"], [], "acme", JsonElement.Parse("{}"));

    public static ToolContract Contract(SideEffect sideEffect = SideEffect.Read) => new()
    {
        SideEffect = sideEffect,
        Tier = null,
        Capability = null,
        EvidenceClass = EvidenceClass.LocalTransaction,
        CommitRequirement = CommitRequirement.Acknowledged,
        TotalTimeout = TimeSpan.FromSeconds(5),
        Retries = new RetryPolicy(1, []),
        On429 = new Backoff(true, TimeSpan.FromSeconds(1)),
        RateLimit = null,
        IsRiskAllowed = true,
        RiskSource = "gate",
        ValidInPhases = default,
        AdvancesTo = -1,
        Preconditions = [],
        ForbidsAfter = [],
        MaxCalls = null,
        InputInvariants = [],
        OutputInvariants = [],
        ValueInvariants = [],
        ExecutionConstraints = [],
        ResponseFormat = null,
        IsSchemaDerived = true,
        SchemaDerivedExclude = [],
        IsStrictArguments = false,
        Policy = null,
        RequiredPermissions = [],
        AllowedIntents = [],
        DisallowedIntents = [],
        Binds = [],
        EstablishesFacts = [],
        Checkpoints = [],
        Idempotency = null,
        Sensitive = [],
        AddsLabels = [],
        LabelsFromOutput = [],
        Cost = null,
        Observation = new Observation(TrustLevel.UntrustedUserContent, null, null),
        Compensation = null,
        AllowedErrors = [],
        Aggregates = [],
        EnvelopeStages = [],
        Card = new ContractCard(null, null, null, null),
    };

    public static Checkpoint AlwaysAsk(string name = "ask") => new()
    {
        Name = name,
        Origin = CheckpointOrigin.Tool,
        When = [],
        MatchAll = true,
        Timeout = TimeSpan.FromSeconds(300),
        AllowOnTimeout = false,
        Context = [],
        Reason = null,
        Approvers = [],
        Rule = ApprovalRule.Any,
        SeparationOfDuties = false,
        Editable = [],
        IsOutOfBand = false,
    };

    /// <summary>Declares a tool and gives its number.</summary>
    public int Tool(string name, Func<ToolContract, ToolContract>? with = null, SideEffect sideEffect = SideEffect.Read, bool isAllowed = true)
    {
        ToolContract contract = Contract(sideEffect);
        _tools.Add(new Tool
        {
            Number = _tools.Count,
            Name = name,
            Server = 0,
            UpstreamName = name,
            Description = null,
            InputSchema = null,
            OutputSchema = null,
            AuthScopes = [],
            Errors = [],
            IsAllowed = isAllowed,
            IsBlocked = false,
            Contract = with is null ? contract : with(contract),
        });
        return _tools.Count - 1;
    }

    /// <summary>Changes a declared tool.</summary>
    public void Change(int number, Func<ToolContract, ToolContract> with) =>
        _tools[number] = _tools[number] with { Contract = with(_tools[number].Contract!) };

    public void ChangeTool(int number, Func<Tool, Tool> with) => _tools[number] = with(_tools[number]);

    /// <summary>Phases in order with their edges; the first is the initial one.</summary>
    public void Phases(params (string Name, int[] Next)[] phases) => Session = Session with
    {
        Phases = [.. phases.Select(p => new Phase(p.Name, p.Next.Length == 0, [.. p.Next]))],
        InitialPhase = 0,
    };

    public CompiledBundle Build() => new()
    {
        Name = "test",
        Directory = "/",
        Digest = Digest,
        Workflow = "test",
        Version = null,
        Owner = "owner",
        Agent = "agent",
        Servers =
        [
            new Server
            {
                Name = "upstream",
                Transport = new ServerTransport.Stdio("server", [], "/", []),
                Owner = "its-owner",
                AuthScopes = [],
                Protocol = ProtocolEra.Auto,
                StartTimeout = TimeSpan.FromSeconds(5),
                ClientRequests = new ClientRequests(true, true, false),
                Methods = [],
            },
        ],
        Tools = [.. _tools.Select(t => t with { IsBlocked = Blocked.Contains(t.Name) })],
        ToolNumbers = _tools.ToFrozenDictionary(static t => t.Name, static t => t.Number, StringComparer.Ordinal),
        BlockedTools = Blocked.ToFrozenSet(StringComparer.Ordinal),
        Resources = [],
        Prompts = [],
        Session = Session,
        AgentContract = new AgentContract
        {
            ApprovalMode = ApprovalMode.ByRisk,
            DenySecretsInArguments = DenySecrets,
            RedactSecretsInResults = true,
            DefaultPrincipal = null,
            Runtime = new AgentRuntime("service", "prototype", [], [], null),
        },
        Roles = Roles.ToFrozenDictionary(static r => r.Name, static r => r, StringComparer.Ordinal),
        Slots = [.. Slots],
        Labels = [.. Labels],
        PriorFacts = [.. Facts],
        EnvironmentNames = [.. Environment],
    };
}
