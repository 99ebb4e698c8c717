using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Planning;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.State;

/// <summary>
/// The fold of a session's stream: a handful of arrays indexed by the numbers of the bundle, replaced whole. It holds what some contract
/// reads and nothing else, so its size does not grow with the session.
/// </summary>
public sealed record SessionState
{
    private SessionState(BundlePlan plan)
    {
        Phase = plan.Bundle.Session.InitialPhase;
        CallCounts = plan.NoCalls;
        LoopWindow = plan.EmptyLoopWindow;
        SlotValues = plan.EmptySlots;
        PlainFacts = plan.NoPlainFacts;
        EntityFacts = plan.NoEntityFacts;
        Aggregates = plan.EmptyAggregates;
        Envelopes = plan.EmptyEnvelopes;
    }

    /// <summary>How many events it is the fold of: the sequence of the stream's last event.</summary>
    public long Version { get; init; }

    /// <summary>Id, principal, purpose.</summary>
    public SessionHead Head { get; init; } = SessionHead.None;

    /// <summary>Whether it serves calls.</summary>
    public Liveness Liveness { get; init; }

    /// <summary>Phase number; -1 without phases.</summary>
    public int Phase { get; init; }

    /// <summary>Proposals, denied ones included.</summary>
    public int Steps { get; init; }

    /// <summary>Dispatched calls, failed ones included.</summary>
    public int ToolCalls { get; init; }

    /// <summary>Committed calls.</summary>
    public int Commits { get; init; }

    /// <summary>Denials since the last commit.</summary>
    public int ConsecutiveBlocks { get; init; }

    /// <summary>Errors since the last commit.</summary>
    public int ConsecutiveErrors { get; init; }

    /// <summary>USD reserved or charged.</summary>
    public JsonNumber Cost { get; init; }

    /// <summary>Calls in flight and in doubt, in the order of their reservation.</summary>
    public ImmutableArray<OpenCall> Open { get; init; } = [];

    /// <summary>Approvals that are pending, or decided and not used up.</summary>
    public ImmutableArray<Approval> Approvals { get; init; } = [];

    /// <summary>Names of labels that the bundle does not know.</summary>
    public ImmutableArray<string> ForeignLabels { get; init; } = [];

    /// <summary>Bits of label numbers.</summary>
    internal ImmutableArray<ulong> Labels { get; init; } = [];

    /// <summary>Bits of tool numbers.</summary>
    internal ImmutableArray<ulong> Forbidden { get; init; } = [];

    /// <summary>Dispatched calls of tools that a limit or a rule asks for, by <see cref="ToolPlan.Counter"/>.</summary>
    internal ChunkedArray<int> CallCounts { get; init; }

    /// <summary>Fingerprints of the last proposals, a ring.</summary>
    internal ChunkedArray<ulong> LoopWindow { get; init; }

    /// <summary>How many proposals ever entered the ring.</summary>
    internal int LoopEntries { get; init; }

    /// <summary>By slot number.</summary>
    internal ImmutableArray<SlotValue?> SlotValues { get; init; }

    /// <summary>Facts without an entity, by <see cref="FactPlan.Index"/>.</summary>
    internal ImmutableArray<FactState> PlainFacts { get; init; }

    /// <summary>Facts per entity, by <see cref="FactPlan.Index"/>: whether the fact holds for each entity that is known.</summary>
    internal ImmutableArray<PersistentMap<UInt128, bool>> EntityFacts { get; init; }

    /// <summary>By aggregate number.</summary>
    internal ImmutableArray<AggregateState> Aggregates { get; init; }

    /// <summary>By envelope number, then key.</summary>
    internal ImmutableArray<PersistentMap<UInt128, EnvelopeState>> Envelopes { get; init; }

    /// <summary>Proposals that were asked about and may be decided again; the newest 64.</summary>
    internal ImmutableArray<string> AskedProposals { get; init; } = [];

    /// <summary>The state before the first event.</summary>
    public static SessionState Initial(CompiledBundle bundle) => BundlePlan.For(bundle).InitialSession;

    /// <summary>Whether the session has a label.</summary>
    /// <param name="label">Number of the label.</param>
    public bool HasLabel(int label) => BitSet.Contains(Labels, label);

    /// <summary>Whether a tool is forbidden for the rest of the session.</summary>
    /// <param name="tool">Number of the tool.</param>
    public bool IsForbidden(int tool) => BitSet.Contains(Forbidden, tool);

    /// <summary>Dispatched calls of a tool that a limit or a rule asks for; 0 for another, whose calls nobody counts.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tool">Number of the tool.</param>
    public int CallsOf(CompiledBundle bundle, int tool) =>
        BundlePlan.For(bundle).Tools[tool].Counter is >= 0 and int counter ? CallCounts[counter] : 0;

    /// <summary>What a slot holds; null when nothing does.</summary>
    /// <param name="slot">Number of the slot.</param>
    public JsonElement? Slot(int slot) => SlotValues[slot]?.Value;

    /// <summary>The names of all labels, in the order of the bundle, then foreign ones.</summary>
    public ImmutableArray<string> LabelNames(CompiledBundle bundle) =>
        [.. Enumerable.Range(0, bundle.Labels.Length).Where(HasLabel).Select(n => bundle.Labels[n]), .. ForeignLabels];

    internal static SessionState Initial(BundlePlan plan) => new(plan);
}
