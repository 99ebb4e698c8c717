using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;

namespace PolicyOs.Verification.Recorded;

/// <summary>The state that recorded events fold to by a bundle.</summary>
public static class RecordedState
{
    /// <summary>The snapshot of a session after its first events.</summary>
    /// <param name="bundle">The bundle that folds; names of another that it does not have are left out.</param>
    /// <param name="session">The session.</param>
    /// <param name="until">The sequence of the last event that counts.</param>
    /// <param name="tenant">Events of the tenant's stream, in order.</param>
    /// <param name="everyone">Events of the stream of <c>per: global</c> rates, in order.</param>
    /// <param name="principal">Who calls.</param>
    /// <param name="environment">The environment that <c>equals_env</c> reads; names without value are unset.</param>
    /// <param name="sharedUntil">What was decided later does not count on the shared streams.</param>
    /// <param name="now">Now.</param>
    public static Facts After(
        CompiledBundle bundle,
        RecordedSession session,
        long until,
        IEnumerable<RecordedEvent> tenant,
        IEnumerable<RecordedEvent> everyone,
        Principal principal,
        IReadOnlyDictionary<string, string?> environment,
        DateTimeOffset sharedUntil,
        DateTimeOffset now)
    {
        SessionState state = SessionState.Initial(bundle);
        foreach (RecordedEvent e in session.Events.Where(e => e.Sequence <= until))
        {
            state = Read(bundle, e) is { } known ? PolicyEngine.Apply(bundle, state, known) : state with { Version = e.Sequence };
        }

        RecordedContext? context = session.ContextAt(until + 1);
        return new Facts(
            state,
            Fold(bundle, tenant, sharedUntil),
            principal,
            [.. bundle.Tools.Where(tool => context?.Quarantined.Contains(tool.Name) == true).Select(static tool => tool.Number)],
            [.. bundle.EnvironmentNames.Select(name => environment.GetValueOrDefault(name))],
            Mode(bundle, context),
            now)
        {
            Everyone = Fold(bundle, everyone, sharedUntil),
        };
    }

    /// <summary>The mode of a bundle under what an operator had set when the session was recorded.</summary>
    public static EnforcementMode Mode(CompiledBundle bundle, RecordedContext? context) =>
        context?.TightenedTo is { } tightened && tightened < bundle.Session.Mode ? tightened : bundle.Session.Mode;

    /// <summary>An event by the numbers of a bundle; null for one that no state is folded from.</summary>
    internal static EngineEvent? Read(CompiledBundle bundle, RecordedEvent e) => EventCodec.Read(bundle, e.Type, JsonMarshal.GetRawUtf8Value(e.Data));

    private static TenantState Fold(CompiledBundle bundle, IEnumerable<RecordedEvent> events, DateTimeOffset until)
    {
        TenantState state = TenantState.Initial;
        foreach (RecordedEvent e in events.Where(e => e.At <= until))
        {
            state = Read(bundle, e) is { } known ? PolicyEngine.Apply(bundle, state, known) : state with { Version = e.Sequence };
        }

        return state;
    }
}
