using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Compile;

/// <summary>Compiles every tools/*.yaml. Runs after the session's parts, which the contracts take in.</summary>
internal sealed class ToolContractStage : IStage
{
    public void Run(Compilation compilation)
    {
        // Facts are numbered by the tools that ask for them, and known to the tools that establish them, so all preconditions come first.
        var preconditions = new Dictionary<ToolDraft, ImmutableArray<Precondition>>();
        foreach (ToolDraft tool in compilation.Drafts.Where(d => d.Syntax is not null))
        {
            preconditions[tool] = PreconditionCompiler.Compile(tool, compilation);
        }

        foreach ((ToolDraft tool, ImmutableArray<Precondition> required) in preconditions)
        {
            tool.Contract = Build(tool, tool.Syntax!, required, compilation);
        }
    }

    private static ToolContract Build(ToolDraft tool, ToolContractSyntax s, ImmutableArray<Precondition> preconditions, Compilation compilation)
    {
        (bool isRiskAllowed, string riskSource) = RiskRules.Decide(s, compilation.Syntax.Agent, compilation.Syntax.Session?.RiskDefaults);
        (PhaseSet phases, int advancesTo) = ToolPhases.Compile(s.Transitions, compilation);
        ImmutableArray<Invariant> values = compilation.Invariants.OnArguments(s.ArgumentValueInvariants, tool);
        return new ToolContract
        {
            SideEffect = s.SideEffect?.Value ?? default,
            Tier = s.Tier?.Value,
            Capability = s.Capability?.Value,
            EvidenceClass = s.EvidenceClass?.Value ?? default,
            CommitRequirement = s.CommitRequirement?.Value ?? default,
            TotalTimeout = ToolTimes.Total(s, compilation.Syntax.Agent?.Guardrails),
            Retries = new RetryPolicy(s.Retries?.MaxAttempts?.Value ?? 1, [.. (s.Retries?.RetryOn).OrAbsent().Select(r => r.Value).Distinct()]),
            On429 = ToolTimes.Backoff(s.RateLimits?.On429),
            RateLimit = ToolTimes.Rate(s.RateLimit, compilation.Report),
            IsRiskAllowed = isRiskAllowed,
            RiskSource = riskSource,
            ValidInPhases = phases,
            AdvancesTo = advancesTo,
            Preconditions = preconditions,
            ForbidsAfter = compilation.FindTools(s.ForbidsAfter),
            MaxCalls = MaxCalls(tool, compilation),
            InputInvariants = compilation.Invariants.OnArguments((s.Assertions?.InputInvariants).OrAbsent(), tool),
            OutputInvariants = compilation.Invariants.OnOutput((s.Assertions?.OutputInvariants).OrAbsent(), tool),
            ValueInvariants = values,
            ExecutionConstraints = compilation.Invariants.OnArguments((s.ExecutionConstraints?.Arguments).OrAbsent(), tool),
            ResponseFormat = ToolResponseFormat.Compile(s, compilation),
            IsSchemaDerived = s.SchemaDerived?.Value ?? compilation.Syntax.Session?.SchemaDerived?.Value ?? true,
            SchemaDerivedExclude = Excluded(s, values, tool, compilation),
            IsStrictArguments = compilation.IsStrictArguments,
            Policy = ToolPolicy.Compile(s.Policy, compilation),
            RequiredPermissions = Compilation.Texts(s.RequiredPermissions),
            AllowedIntents = Compilation.Texts(s.AllowedIntents),
            DisallowedIntents = Compilation.Texts(s.DisallowedIntents),
            Binds = ToolEffects.Binds(s, tool, compilation),
            EstablishesFacts = [.. tool.EstablishesFacts],
            Checkpoints = [.. OwnCheckpoint(s, tool, compilation), .. tool.SessionCheckpoints],
            Rules = [.. tool.Rules],
            Idempotency = ToolIdempotency.Compile(s.Idempotency, tool, compilation),
            Sensitive = [.. s.Sensitive.Select(p => compilation.Paths.InEither(p, tool)).OfType<JsonPath>()],
            AddsLabels = [.. (s.Labels?.Add).OrAbsent().Select(compilation.Labels.Intern).Distinct()],
            LabelsFromOutput = ToolEffects.LabelsFromOutput(s, tool, compilation),
            Cost = ToolEffects.Cost(s.Cost, tool, compilation),
            Observation = new Observation(
                s.Observation?.TrustLevel?.Value ?? TrustLevel.UntrustedUserContent, s.Observation?.DataClassification?.Value, s.Observation?.SourceSystem?.Value),
            Compensation = s.Compensation is { } c ? new Compensation(compilation.Tools.Find(c.Tool), c.Owner?.Value ?? string.Empty, c.Steps?.Value) : null,
            AllowedErrors = [.. s.AllowedErrors.Select(e => ToolErrors.Compile(e, compilation))],
            Aggregates = [.. tool.Aggregates],
            EnvelopeStages = [.. tool.EnvelopeStages],
            Card = new ContractCard(s.Owner?.Value, s.RiskOwner?.Value, s.Version?.Value, s.Description?.Value),
        };
    }

    private static IEnumerable<Checkpoint> OwnCheckpoint(ToolContractSyntax s, ToolDraft tool, Compilation compilation)
    {
        if (s.Checkpoint is not { } checkpoint)
        {
            return [];
        }

        compilation.Checkpoints.Check(checkpoint);
        Checkpoint built = compilation.Checkpoints.ForNamed(checkpoint, tool, CheckpointCompiler.OwnName, CheckpointOrigin.Tool);
        return checkpoint.WhenSideEffect is null || checkpoint.WhenSideEffect.Value == tool.SideEffect ? [built] : [];
    }

    private static int? MaxCalls(ToolDraft tool, Compilation compilation) =>
        (compilation.Syntax.Session?.SessionLimits?.MaxCallsPerTool).OrAbsent()
            .FirstOrDefault(e => e.Name.Value == tool.Name)?.Value.Value;

    /// <summary>Excluded paths, and those where a hand-written value invariant takes the schema's place.</summary>
    private static ImmutableArray<JsonPath> Excluded(ToolContractSyntax s, ImmutableArray<Invariant> values, ToolDraft tool, Compilation compilation) =>
    [
        .. s.SchemaDerivedExclude.Select(p => compilation.Paths.InArguments(p, tool)).OfType<JsonPath>()
            .Concat(values.Select(v => v.Path))
            .DistinctBy(p => p.ToString(), StringComparer.Ordinal),
    ];
}
