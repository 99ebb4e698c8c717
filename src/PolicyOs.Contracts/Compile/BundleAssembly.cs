using System.Collections.Frozen;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Puts the compiled parts together once nothing is wrong.</summary>
internal static class BundleAssembly
{
    internal static CompiledBundle Build(Compilation c) => new()
    {
        Name = c.Source.Name,
        Directory = c.Source.Directory,
        Digest = BundleDigest.Of(c.Source),
        Workflow = c.Syntax.Mcp!.Workflow!.Value,
        Version = c.Syntax.Mcp.Version?.Value,
        Owner = c.Syntax.Mcp.Owner!.Value,
        Agent = c.Syntax.Agent!.Agent!.Value,
        Servers = c.CompiledServers.ToImmutable(),
        Tools = [.. c.Drafts.Select(Tool)],
        ToolNumbers = c.Tools.Numbers.ToFrozenDictionary(StringComparer.Ordinal),
        BlockedTools = c.Syntax.Agent.BlockedTools.Select(b => b.Value).ToFrozenSet(StringComparer.Ordinal),
        Resources = c.Resources.ToImmutable(),
        Prompts = c.Prompts.ToImmutable(),
        Session = Session(c),
        AgentContract = c.Agent!,
        Roles = c.CompiledRoles.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal),
        Slots = [.. c.Slots.Names],
        Labels = [.. c.Labels.Names],
        PriorFacts = c.PriorFacts.All,
        EnvironmentNames = [.. c.Environment.Names],
        Outcome = Outcome(c.Syntax.OutcomeContract?.FrontMatter),
        GoldenTasks = c.Golden.Tasks,
        GoldenCases = c.Golden.Cases,
        GoldenEquivalents = c.Golden.Equivalents,
    };

    private static OutcomeContract? Outcome(OutcomeFrontMatterSyntax? front) => front is null ? null : new(
        front.TargetWorkflow!.Value,
        front.Operator!.Value,
        front.Owner!.Value,
        front.Fallback!.Value,
        front.ReviewCadence!.Value,
        [.. front.SuccessMetrics.Select(metric => new SuccessMetric(metric.Name!.Value, metric.Target!.Value))]);

    private static Tool Tool(ToolDraft d) => new()
    {
        Number = d.Number,
        Name = d.Name,
        Server = d.Server,
        UpstreamName = d.Declared.UpstreamName?.Value ?? d.Name,
        Description = d.Declared.Description?.Value,
        InputSchema = d.InputSchema,
        OutputSchema = d.OutputSchema,
        AuthScopes = Compilation.Texts(d.Declared.AuthScopes),
        Errors = [.. d.Errors],
        IsAllowed = d.IsAllowed,
        IsBlocked = d.IsBlocked,
        Contract = d.Contract,
    };

    private static SessionContract Session(Compilation c)
    {
        SessionSyntax? s = c.Syntax.Session;
        return new SessionContract
        {
            Phases = c.CompiledPhases,
            InitialPhase = c.InitialPhase,
            Limits = c.Limits!,
            Policy = c.Policy,
            Aggregates = c.Aggregates.ToImmutable(),
            Envelopes = c.Envelopes.ToImmutable(),
            Mode = s?.Mode?.Value ?? EnforcementMode.Enforce,
            Purposes = s is null ? [] : Compilation.Texts(s.Purpose),
            PurposeFromClient = s?.PurposeSource?.Value ?? false,
            SessionKey = s?.SessionKey?.Value ?? SessionKey.Connection,
            FeedbackReasons = s?.Feedback?.Value ?? true,
            Record = s?.Record?.Value ?? RecordMode.Masked,
            ProviderConstraints = c.ProviderConstraints.ToImmutable(),
            Resources = c.ResourceClaims.ToImmutable(),
        };
    }
}
