using System.Collections.Immutable;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>session.* and tools.changed.</summary>
internal static class SessionForms
{
    public static readonly ImmutableArray<IEventForm> All =
    [
        new EventForm<SessionOpened>(
            "session.opened",
            static (f, e) =>
            {
                Who(f, e.SessionId, e.PrincipalId);
                f.Text("tenant", e.Tenant);
                f.Text("purpose", e.Purpose);
                f.Texts("labels", e.Labels);
            },
            static (d, at) => new SessionOpened(d.Text("session"), d.Text("principal"), d.Text("tenant"), d.TextOrNull("purpose"), d.Texts("labels")) { At = at }),
        new EventForm<SessionClosed>(
            "session.closed",
            static (f, e) =>
            {
                Who(f, e.SessionId, e.PrincipalId);
                f.Text("reason", e.Reason);
            },
            static (d, at) => new SessionClosed(d.Text("session"), d.Text("principal"), d.Text("reason")) { At = at }),
        new EventForm<SessionKilled>(
            "session.killed",
            static (f, e) =>
            {
                Who(f, e.SessionId, e.PrincipalId);
                f.Text("by", e.By);
                f.Text("reason", e.Reason);
            },
            static (d, at) => new SessionKilled(d.Text("session"), d.Text("principal"), d.Text("by"), d.Text("reason")) { At = at }),
        new EventForm<SessionReleased>(
            "session.released",
            static (f, e) =>
            {
                Who(f, e.SessionId, e.PrincipalId);
                f.Text("by", e.By);
            },
            static (d, at) => new SessionReleased(d.Text("session"), d.Text("principal"), d.Text("by")) { At = at }),
        new EventForm<SessionResumed>(
            "session.resumed",
            static (f, e) => Who(f, e.SessionId, e.PrincipalId),
            static (d, at) => new SessionResumed(d.Text("session"), d.Text("principal")) { At = at }),
        new EventForm<SessionLabelled>(
            "session.labelled",
            static (f, e) =>
            {
                f.Texts("labels", e.Labels);
                f.Text("by", e.By);
            },
            static (d, at) => new SessionLabelled(d.Texts("labels"), d.Text("by")) { At = at }),
        new EventForm<ToolsChanged>(
            "tools.changed",
            static (f, e) => f.Texts("visible", e.Visible),
            static (d, at) => new ToolsChanged(d.Texts("visible")) { At = at }),
    ];

    private static void Who(EventFields fields, string session, string principal)
    {
        fields.Text("session", session);
        fields.Text("principal", principal);
    }
}
