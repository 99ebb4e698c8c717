using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Observability;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Engine events to drafts for the journal, and back into states.</summary>
internal static class StoredEvent
{
    /// <summary>An event as the journal takes it.</summary>
    public static EventDraft Draft(CompiledBundle bundle, EngineEvent e, Principal principal, string? correlation) =>
        new(EventCodec.TypeOf(e), EventCodec.Write(bundle, e))
        {
            ActorId = principal.Id,
            TenantId = principal.Tenant,
            PolicyVersion = bundle.Digest,
            CorrelationId = correlation,
            TraceParent = Telemetry.IsOn ? Tracing.Context?.Parent : null,
        };

    /// <summary>Folds a stored event into a session's state.</summary>
    public static SessionState Fold(CompiledBundle bundle, SessionState state, JournalEvent e) =>
        EventCodec.Read(bundle, e.Draft.Type, e.Draft.Data.Span) is { } known ? PolicyEngine.Apply(bundle, state, known) : state with { Version = e.Sequence };

    /// <summary>Folds a stored event into a tenant's state.</summary>
    public static TenantState Fold(CompiledBundle bundle, TenantState state, JournalEvent e) =>
        EventCodec.Read(bundle, e.Draft.Type, e.Draft.Data.Span) is { } known ? PolicyEngine.Apply(bundle, state, known) : state with { Version = e.Sequence };
}
