using System.Collections.Immutable;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>call.denied, call.asked, call.reserved, call.replayed.</summary>
internal static class CallForms
{
    public static readonly ImmutableArray<IEventForm> All =
    [
        new EventForm<CallDenied>(
            "call.denied",
            static (f, e) =>
            {
                f.Text("call", e.CallId);
                f.Text("tool", e.Tool);
                f.Text("arguments", e.ArgumentsHash);
                f.Text("code", e.Code.Name);
                f.Text("check", e.Check);
                f.Text("message", e.Message);
                f.Text("approval", e.ApprovalId);
                Counted(f, e.CountsStep, e.EntersLoop);
                f.Flag("block", e.CountsBlock);
            },
            static (d, at) => new CallDenied(d.Text("call"), d.Text("tool"), d.Text("arguments"), d.Code("code"), d.Text("check"), d.Text("message"))
            {
                At = at,
                CountsStep = d.Flag("step"),
                EntersLoop = d.Flag("loop"),
                CountsBlock = d.Flag("block"),
                ApprovalId = d.TextOrNull("approval"),
            }),
        new EventForm<CallAsked>(
            "call.asked",
            static (f, e) =>
            {
                f.Text("call", e.CallId);
                f.Tool(e.Tool);
                f.Text("arguments", e.ArgumentsHash);
                f.Text("approval", e.ApprovalId);
                Counted(f, e.CountsStep, e.EntersLoop);
            },
            static (d, at) => d.Tool() < 0
                ? null
                : new CallAsked(d.Text("call"), d.Tool(), d.Text("arguments"), d.Text("approval")) { At = at, CountsStep = d.Flag("step"), EntersLoop = d.Flag("loop") }),
        new EventForm<CallReserved>("call.reserved", WriteReserved, ReadReserved),
        new EventForm<CallReplayed>(
            "call.replayed",
            static (f, e) =>
            {
                f.Text("call", e.CallId);
                f.Tool(e.Tool);
                f.Text("replay_of", e.ReplayOf);
                f.Flag("step", e.CountsStep);
            },
            static (d, at) => d.Tool() < 0 ? null : new CallReplayed(d.Text("call"), d.Tool(), d.Text("replay_of")) { At = at, CountsStep = d.Flag("step") }),
    ];

    private static void WriteReserved(EventFields f, CallReserved e)
    {
        f.Text("call", e.CallId);
        f.Tool(e.Tool);
        f.Text("arguments", e.ArgumentsHash);
        f.Text("digest", e.CallDigest);
        f.Text("session", e.SessionId);
        f.Text("principal", e.PrincipalId);
        Counted(f, e.CountsStep, e.EntersLoop);
        f.Text("approval", e.ApprovalId);
        f.Amount("cost", e.Cost);
        f.Objects("aggregates", e.Aggregates, static (o, c) =>
        {
            o.Text("name", o.Bundle.Session.Aggregates[c.Aggregate].Name);
            o.Amount("value", c.Value);
            o.Digest("digest", c.Digest);
        });
        f.Objects("envelopes", e.Envelopes, static (o, r) =>
        {
            o.Text("name", o.Bundle.Session.Envelopes[r.Envelope].Name);
            o.Digest("key", r.Key);
            o.Number("value", r.Value);
        });
        f.Object("idempotency", e.Idempotency, static (o, claim) =>
        {
            o.Text("key", claim.Key);
            o.Count("retention_ms", (long)claim.Retention.TotalMilliseconds);
            o.Flag("upstream_safe", claim.UpstreamSafe);
        });
        f.Object(e.Would is { IsAsk: true } ? "would_ask" : "would_deny", e.Would, static (o, would) =>
        {
            o.Text("code", would.Code.Name);
            o.Text("check", would.Check);
            o.Text("message", would.Message);
        });
        f.Streams(e.ReservedOn);
    }

    private static CallReserved? ReadReserved(EventData d, DateTimeOffset at) => d.Tool() < 0
        ? null
        : new CallReserved(d.Text("call"), d.Tool(), d.Text("arguments"), d.Text("digest"))
        {
            At = at,
            SessionId = d.Text("session"),
            PrincipalId = d.Text("principal"),
            CountsStep = d.Flag("step"),
            EntersLoop = d.Flag("loop"),
            ApprovalId = d.TextOrNull("approval"),
            Cost = d.Amount("cost"),
            Aggregates =
            [
                .. d.Objects("aggregates", static o => new AggregateContribution(
                    o.NumberOf("name", o.Bundle.Session.Aggregates, static a => a.Name), o.Amount("value"), o.Digest("digest"))).Where(static c => c.Aggregate >= 0),
            ],
            Envelopes =
            [
                .. d.Objects("envelopes", static o => new EnvelopeReservation(
                    o.NumberOf("name", o.Bundle.Session.Envelopes, static v => v.Name), o.Digest("key"), o.Amount("value"))).Where(static r => r.Envelope >= 0),
            ],
            Idempotency = d.Object("idempotency", static o => new IdempotencyClaim(
                o.Text("key"), TimeSpan.FromMilliseconds(o.Count("retention_ms")), o.Flag("upstream_safe"))),
            Would = d.Object("would_ask", static o => Would(o, isAsk: true)) ?? d.Object("would_deny", static o => Would(o, isAsk: false)),
            ReservedOn = d.Streams(),
        };

    private static WouldFinding Would(EventData d, bool isAsk) => new(isAsk, d.Code("code"), d.Text("check"), d.Text("message"));

    private static void Counted(EventFields fields, bool step, bool loop)
    {
        fields.Flag("step", step);
        fields.Flag("loop", loop);
    }
}
