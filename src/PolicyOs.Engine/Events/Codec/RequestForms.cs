using System.Collections.Immutable;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>request.*.</summary>
internal static class RequestForms
{
    public static readonly ImmutableArray<IEventForm> All =
    [
        new EventForm<RequestAllowed>(
            "request.allowed",
            static (f, e) =>
            {
                f.Text("request", e.RequestId);
                f.Text("method", e.Method);
                f.Text("rule", e.Rule);
                f.Labels(e.Labels);
            },
            static (d, at) => new RequestAllowed(d.Text("request"), d.Text("method"), d.Text("rule"), d.Labels()) { At = at }),
        new EventForm<RequestDenied>(
            "request.denied",
            static (f, e) =>
            {
                f.Text("request", e.RequestId);
                f.Text("method", e.Method);
                f.Text("code", e.Code.Name);
                f.Text("message", e.Message);
            },
            static (d, at) => new RequestDenied(d.Text("request"), d.Text("method"), d.Code("code"), d.Text("message")) { At = at }),
    ];
}
