using System.Collections.Frozen;
using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>Bundles with every field that bears on a decision, in random combinations over a small vocabulary.</summary>
internal sealed class RandomBundle(Random random)
{
    private static readonly string[] Paths = ["$.id", "$.amount", "$.to"];
    private readonly BundleBuilder _bundle = new();
    private int _tools;

    public CompiledBundle Build()
    {
        _tools = random.Next(3, 6);
        _bundle.Slots.AddRange(["s0", "s1"]);
        _bundle.Labels.AddRange(["l0", "l1"]);
        _bundle.Roles.Add(new Role("clerk", FrozenSet.ToFrozenSet(["p0"])));
        _bundle.DenySecrets = false;
        bool phases = Chance(40);
        if (phases)
        {
            _bundle.Phases(("a", [1]), ("b", [0, 2]), ("c", []));
        }

        for (int n = 0; n < _tools; n++)
        {
            int number = n;
            _bundle.Tool($"t{n}", c => Tool(c, number, phases), Pick(SideEffect.Read, SideEffect.Write, SideEffect.Financial), isAllowed: !Chance(4));
        }

        _bundle.Blocked.Add(Chance(10) ? "t1" : "blocked");
        Session();
        Facts();
        Aggregates();
        Envelopes();
        return _bundle.Build();
    }

    private ToolContract Tool(ToolContract c, int number, bool phases) => c with
    {
        EvidenceClass = Pick(EvidenceClass.LocalTransaction, EvidenceClass.AckOnly, EvidenceClass.Unverifiable),
        CommitRequirement = Chance(10) ? CommitRequirement.None : CommitRequirement.Acknowledged,
        IsRiskAllowed = !Chance(4),
        RateLimit = Chance(20) ? new RateLimit(random.Next(1, 4), Chance(50) ? random.Next(3, 8) : null, null, Pick(RateLimitScope.Principal, RateLimitScope.Tenant)) : null,
        ValidInPhases = phases && Chance(40) ? new PhaseSet([random.Next(3), random.Next(3)]) : default,
        AdvancesTo = phases && Chance(40) ? random.Next(3) : -1,
        ForbidsAfter = Chance(8) ? [random.Next(_tools)] : [],
        MaxCalls = Chance(20) ? random.Next(1, 5) : null,
        InputInvariants = Chance(15) ? [Condition()] : [],
        OutputInvariants = Chance(20) ? [Make.Invariant("$.status", new Operator.Exists(true))] : [],
        ValueInvariants = Chance(25) ? [Chance(50) ? Condition() : Make.Invariant(AnyPath(), new Operator.EqualsSlot(random.Next(2), Chance(50) ? Make.Number("0.5") : null))] : [],
        ExecutionConstraints = Chance(10) ? [Condition()] : [],
        Policy = Chance(10) ? new PolicyRules(Chance(50) ? [Who()] : [], Chance(50) ? [Who()] : []) : null,
        RequiredPermissions = Chance(10) ? [Pick("p0", "p1")] : [],
        AllowedIntents = Chance(10) ? ["support"] : [],
        DisallowedIntents = Chance(5) ? ["sales"] : [],
        Binds = Chance(35) ? [new Bind(random.Next(2), Pick(ValueSource.Arguments, ValueSource.Output), Make.Path(AnyPath()))] : [],
        Checkpoints = [.. Enumerable.Range(0, Chance(30) ? random.Next(1, 3) : 0).Select(i => Checkpoint($"k{number}{i}"))],
        Rules = [.. Enumerable.Range(0, Chance(10) ? random.Next(1, 3) : 0).Select(i => Rule($"r{number}{i}"))],
        Idempotency = Chance(30) ? new Idempotency(true, [Make.Path("$.id")], TimeSpan.FromMinutes(random.Next(1, 30)), Chance(30)) : null,
        AddsLabels = Chance(8) ? [random.Next(2)] : [],
        LabelsFromOutput = Chance(8) ? [new LabelFromOutput(Make.Invariant("$.status", Make.EqualTo("\"open\"")), random.Next(2))] : [],
        Cost = Chance(25) ? (Chance(50) ? new Cost.Fixed(Make.Number("0.25")) : new Cost.FromOutput(Make.Path("$.amount"), Make.Number("0.5"))) : null,
        AllowedErrors = Chance(25) ? [new AllowedError("nothing", null, null)] : [],
    };

    private Checkpoint Checkpoint(string name) => BundleBuilder.AlwaysAsk(name) with
    {
        When = Chance(50) ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => When())] : [],
        MatchAll = Chance(50),
        Timeout = TimeSpan.FromSeconds(Pick(30, 120, 300)),
        AllowOnTimeout = Chance(25),
        Approvers = Chance(50) ? [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Seat())] : [],
        Rule = Pick(ApprovalRule.Any, ApprovalRule.All, ApprovalRule.Majority),
        SeparationOfDuties = Chance(20),
        IsOutOfBand = Chance(20),
    };

    private Condition When() => Chance(70) ? new Condition.OnPath(Condition()) : new Condition.Expression(Cel());

    private Rule Rule(string id) => new(id, Cel(), null, Chance(60) ? null : Checkpoint(id) with { Origin = CheckpointOrigin.Rule, When = [], AllowOnTimeout = false });

    private CelProgram Cel() => Make.Cel(NaiveExpressions.Sources[random.Next(NaiveExpressions.Sources.Count)]);

    private Approver Seat() => Chance(50) ? new Approver(ApproverKind.Role, Pick("clerk", "lead")) : new Approver(ApproverKind.User, Pick("ann", "bob", "cat"));

    private Invariant Condition() => Make.Invariant(AnyPath(), random.Next(5) switch
    {
        0 => Make.AtMost("3"),
        1 => Make.AtLeast("1"),
        2 => Make.EqualTo("\"A\""),
        3 => new Operator.Exists(Chance(50)),
        _ => new Operator.OneOf([Make.Json("1"), Make.Json("\"A\""), Make.Json("2.50")]),
    });

    private PrincipalCondition Who() => Make.Principal(Pick("$.id", "$.team", "$.level", "$.nothing"), random.Next(4) switch
    {
        0 => Make.EqualTo("\"ann\""),
        1 => Make.EqualTo("\"blue\""),
        2 => Make.AtLeast("3"),
        _ => new Operator.Exists(Chance(50)),
    });

    private void Session()
    {
        _bundle.Limits = new SessionLimits
        {
            MaxSteps = Chance(30) ? random.Next(10, 40) : null,
            MaxToolCalls = Chance(30) ? random.Next(4, 15) : null,
            NarrowAtMaxToolCalls = Chance(50),
            MaxCost = Chance(40) ? Make.Number("2.00") : null,
            Loop = Chance(30) ? new LoopDetection(random.Next(3, 7), random.Next(2, 4)) : null,
            Breaker = Chance(30) ? new CircuitBreaker(Chance(70) ? random.Next(3, 8) : null, Chance(70) ? random.Next(2, 5) : null) : null,
            PerPrincipal = null,
        };
        ImmutableArray<SessionPolicyRule> rules =
        [
            .. Enumerable.Range(0, Chance(15) ? random.Next(1, 4) : 0)
                .Select(_ => new SessionPolicyRule(Chance(40), Who(), Chance(50) ? [random.Next(_tools)] : [])),
        ];
        _bundle.Session = _bundle.Session with
        {
            Policy = Chance(50)
                ? new SessionPolicy(Chance(6), rules, Chance(50) ? [new LabelGate(random.Next(2), [random.Next(_tools)], "gate")] : [])
                : null,
            Mode = Pick(EnforcementMode.Enforce, EnforcementMode.Enforce, EnforcementMode.Enforce, EnforcementMode.Advise),
        };
    }

    private void Facts()
    {
        for (int fact = 0; fact < 2 && Chance(60); fact++)
        {
            int number = fact;
            int prior = random.Next(_tools);
            _bundle.Facts.Add(new PriorFact(prior, Chance(50) ? Make.Path("$.id") : null, Chance(50) ? [Make.Invariant("$.status", Make.EqualTo("\"open\""))] : []));
            _bundle.Change(prior, c => c with { EstablishesFacts = c.EstablishesFacts.Add(number) });
            _bundle.Change(random.Next(_tools), c => c with { Preconditions = c.Preconditions.Add(new Precondition(number, Chance(20) ? 1 : 0)) });
        }
    }

    private void Aggregates()
    {
        for (int number = 0; number < 3 && Chance(50); number++)
        {
            int n = number;
            bool upper = Chance(70);
            _bundle.Session = _bundle.Session with
            {
                Aggregates = _bundle.Session.Aggregates.Add(new Aggregate
                {
                    Name = $"g{n}",
                    Metric = Pick(AggregateMetric.Sum, AggregateMetric.Sum, AggregateMetric.Count, AggregateMetric.Max, AggregateMetric.Min, AggregateMetric.CountDistinct),
                    Path = Make.Path("$.amount"),
                    AtLeast = !upper || Chance(15) ? Make.Number("-2.5") : null,
                    AtMost = upper ? Make.Number(Pick("3", "6.5")) : null,
                    Reason = "enough",
                    When = Chance(40) ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new ConditionalBound(BoundCondition(), null, Make.Number(Pick("1", "2"))))] : [],
                }),
            };
            foreach (int tool in Enumerable.Range(0, _tools).Where(_ => Chance(50)))
            {
                _bundle.Change(tool, c => c with { Aggregates = c.Aggregates.Add(n) });
            }
        }
    }

    private BoundCondition BoundCondition()
    {
        if (Chance(50))
        {
            return new BoundCondition.OnSlot(random.Next(2), [Make.EqualTo("\"A\"")]);
        }

        CelProgram program = Cel();
        return new BoundCondition.Expression(program.Source, [.. Enumerable.Repeat(program, _tools)]);
    }

    private void Envelopes()
    {
        for (int number = 0; number < 2 && Chance(40); number++)
        {
            EnvelopeConstraint constraint = Pick(Enum.GetValues<EnvelopeConstraint>());
            EnvelopeRole[] references = constraint switch
            {
                EnvelopeConstraint.LteCeiling => [EnvelopeRole.Ceiling, EnvelopeRole.Ceiling],
                EnvelopeConstraint.GteFloor => [EnvelopeRole.Floor],
                EnvelopeConstraint.Bounded => [EnvelopeRole.Floor, EnvelopeRole.Ceiling],
                EnvelopeConstraint.WithinBand => [EnvelopeRole.Anchor],
                _ => [EnvelopeRole.Initial],
            };
            ImmutableArray<PolicyOs.Json.Path.JsonPath> key = Chance(50) ? [Make.Path("$.id")] : [];
            ImmutableArray<EnvelopeStage> stages =
            [
                .. references.Append(EnvelopeRole.Constrained).Select(role => new EnvelopeStage(
                    random.Next(_tools),
                    Make.Path("$.amount"),
                    role,
                    role == EnvelopeRole.Constrained || Chance(50) ? ValueSource.Arguments : ValueSource.Output,
                    key)),
            ];
            _bundle.Session = _bundle.Session with
            {
                Envelopes = _bundle.Session.Envelopes.Add(new Envelope(
                    $"e{number}", stages, constraint, constraint == EnvelopeConstraint.WithinBand ? Make.Number("0.5") : null, "flow")),
            };
            for (int stage = 0; stage < stages.Length; stage++)
            {
                var reference = new EnvelopeStageReference(number, stage);
                _bundle.Change(stages[stage].Tool, c => c with { EnvelopeStages = c.EnvelopeStages.Add(reference) });
            }
        }
    }

    private string AnyPath() => Paths[random.Next(Paths.Length)];

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] values) => values[random.Next(values.Length)];
}
