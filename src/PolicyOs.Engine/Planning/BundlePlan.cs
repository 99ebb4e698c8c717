using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Planning;

/// <summary>
/// What follows from a bundle alone and every decision would otherwise find out again: which checks a tool has, where state is kept, sets
/// of tools as bits. Built on first use and kept as long as the bundle; it changes no outcome.
/// </summary>
internal sealed class BundlePlan
{
    private static readonly ConditionalWeakTable<CompiledBundle, BundlePlan> Plans = [];

    private readonly ConditionalWeakTable<Principal, PrincipalView> _views = [];

    private BundlePlan(CompiledBundle bundle)
    {
        Bundle = bundle;
        Tools = PlanTools(bundle);
        Undeclared = new ToolPlan(bundle, null, -1);
        LimitedTools = [.. Tools.Where(static t => t.Contract?.MaxCalls is not null)];
        Facts = PlanFacts(bundle, out int plain, out int perEntity);
        SumRules = [.. bundle.Session.Aggregates.Select(SumRuleOf)];
        Masks = new ToolMasks(bundle);

        NoCalls = new ChunkedArray<int>(Tools.Count(static t => t.Counter >= 0));
        EmptyLoopWindow = new ChunkedArray<ulong>(bundle.Session.Limits.Loop?.Window ?? 0);
        EmptySlots = [.. new SlotValue?[bundle.Slots.Length]];
        NoPlainFacts = [.. new FactState[plain]];
        NoEntityFacts = [.. Enumerable.Repeat(PersistentMap<UInt128, bool>.Empty, perEntity)];
        EmptyAggregates = [.. bundle.Session.Aggregates.Select(EmptyAggregate)];
        EmptyEnvelopes = [.. bundle.Session.Envelopes.Select(static _ => PersistentMap<UInt128, EnvelopeState>.Empty)];
        EmptyEnvelope = [.. bundle.Session.Envelopes.Select(static e => new EnvelopeState([.. e.Stages.Select(static _ => (Json.Numbers.JsonNumber?)null)], null, 0))];
        InitialSession = SessionState.Initial(this);
    }

    public CompiledBundle Bundle { get; }

    /// <summary>By tool number.</summary>
    public ImmutableArray<ToolPlan> Tools { get; }

    /// <summary>For names that are not declared.</summary>
    public ToolPlan Undeclared { get; }

    /// <summary>Tools whose calls are limited.</summary>
    public ImmutableArray<ToolPlan> LimitedTools { get; }

    /// <summary>By number of the prior fact.</summary>
    public ImmutableArray<FactPlan> Facts { get; }

    /// <summary>By aggregate number.</summary>
    public ImmutableArray<SumRule> SumRules { get; }

    /// <summary>Sets of tools.</summary>
    public ToolMasks Masks { get; }

    public ChunkedArray<int> NoCalls { get; }

    public ChunkedArray<ulong> EmptyLoopWindow { get; }

    public ImmutableArray<SlotValue?> EmptySlots { get; }

    public ImmutableArray<FactState> NoPlainFacts { get; }

    public ImmutableArray<PersistentMap<UInt128, bool>> NoEntityFacts { get; }

    public ImmutableArray<AggregateState> EmptyAggregates { get; }

    public ImmutableArray<PersistentMap<UInt128, EnvelopeState>> EmptyEnvelopes { get; }

    /// <summary>By envelope number: an envelope's state under a new key.</summary>
    public ImmutableArray<EnvelopeState> EmptyEnvelope { get; }

    /// <summary>The state before the first event.</summary>
    public SessionState InitialSession { get; }

    public static BundlePlan For(CompiledBundle bundle) => Plans.GetValue(bundle, static b => new BundlePlan(b));

    /// <summary>The plan of a tool by its exposed name.</summary>
    public ToolPlan ToolNamed(string name) => Bundle.ToolNumbers.TryGetValue(name, out int number) ? Tools[number] : Undeclared;

    /// <summary>What policies and permissions give the caller.</summary>
    public PrincipalView ViewOf(Facts facts)
    {
        // The same principal may come under another environment: golden tasks have one each.
        if (_views.TryGetValue(facts.Principal, out PrincipalView? view) && view.Environment == facts.Environment)
        {
            return view;
        }

        view = new PrincipalView(Bundle, facts);
        _views.AddOrUpdate(facts.Principal, view);
        return view;
    }

    private static ImmutableArray<ToolPlan> PlanTools(CompiledBundle bundle)
    {
        // An expression may ask for the calls of any tool.
        bool areRead = BundleExpressions.ReadCalls(bundle);
        int counters = 0;
        return [.. bundle.Tools.Select(tool => new ToolPlan(bundle, tool, areRead || tool.Contract?.MaxCalls is not null ? counters++ : -1))];
    }

    private static ImmutableArray<FactPlan> PlanFacts(CompiledBundle bundle, out int plain, out int perEntity)
    {
        (int plains, int entities) = (0, 0);
        ImmutableArray<FactPlan> facts =
            [.. bundle.PriorFacts.Select(fact => fact.Resource is null ? new FactPlan(false, plains++) : new FactPlan(true, entities++))];
        (plain, perEntity) = (plains, entities);
        return facts;
    }

    private static SumRule SumRuleOf(Aggregate aggregate)
    {
        bool lower = aggregate.AtLeast is not null || aggregate.When.Any(static w => w.ThenAtLeast is not null);
        bool upper = aggregate.AtMost is not null || aggregate.When.Any(static w => w.ThenAtMost is not null);
        return (lower, upper) switch
        {
            (false, true) => SumRule.OnlyUpper,
            (true, false) => SumRule.OnlyLower,
            _ => SumRule.Plain,
        };
    }

    private static AggregateState EmptyAggregate(Aggregate aggregate) => aggregate.Metric switch
    {
        AggregateMetric.Sum => new AggregateState.Sum(default, 0),
        AggregateMetric.Count => new AggregateState.Count(0),
        AggregateMetric.Max => new AggregateState.Extreme(IsMaximum: true, null),
        AggregateMetric.Min => new AggregateState.Extreme(IsMaximum: false, null),
        AggregateMetric.CountDistinct => new AggregateState.Distinct(PersistentMap<UInt128, bool>.Empty),
        _ => throw new InvalidOperationException($"metric {aggregate.Metric} is not known"),
    };
}
