using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Planning;

/// <summary>What decisions on one tool need, found out once.</summary>
internal sealed class ToolPlan
{
    public ToolPlan(CompiledBundle bundle, Tool? tool, int counter)
    {
        Tool = tool;
        Contract = tool?.Contract;
        Counter = counter;
        NameHash = tool is null ? 0 : LoopFingerprint.HashOf(tool.Name);
        Checks = [.. CheckList.All.Where(check => check.AppliesTo(bundle, tool))];
        PassTrace = [.. CheckList.All.Select(check => new CheckTrace(
            check.Row, check.Name, Checks.Contains(check) ? CheckVerdict.Pass : CheckVerdict.NotApplicable, null))];
        ReservedCost = Contract?.Cost switch
        {
            Cost.Fixed cost => cost.Amount,
            Cost.FromOutput cost => cost.Estimate,
            _ => JsonNumber.Zero,
        };
        Streams = EventStreams.Session
            | (Contract?.Idempotency is not null || Contract?.RateLimit is { Per: not RateLimitScope.Global } ? EventStreams.Tenant : EventStreams.None)
            | (Contract?.RateLimit is { Per: RateLimitScope.Global } ? EventStreams.Everyone : EventStreams.None);
    }

    /// <summary>Null for a name that is not declared.</summary>
    public Tool? Tool { get; }

    /// <summary>Its contract; null when it has none.</summary>
    public ToolContract? Contract { get; }

    /// <summary>Its number; -1 for a name that is not declared.</summary>
    public int Number => Tool?.Number ?? -1;

    /// <summary>Where its calls are counted; -1 when nothing reads the count.</summary>
    public int Counter { get; }

    /// <summary>Hash of its name for the loop window; 0 for a name that is not declared.</summary>
    public ulong NameHash { get; }

    /// <summary>The checks that have anything to check on it, in order.</summary>
    public ImmutableArray<ICheck> Checks { get; }

    /// <summary>The trace of a call that passes everything.</summary>
    public ImmutableArray<CheckTrace> PassTrace { get; }

    /// <summary>USD that a call reserves.</summary>
    public JsonNumber ReservedCost { get; }

    /// <summary>The streams that its reservations touch.</summary>
    public EventStreams Streams { get; }
}
