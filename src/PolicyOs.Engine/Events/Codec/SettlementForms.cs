using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>call.committed, call.failed, call.in_doubt, call.resolved.</summary>
internal static class SettlementForms
{
    public static readonly ImmutableArray<IEventForm> All =
    [
        new EventForm<CallCommitted>("call.committed", WriteCommitted, ReadCommitted),
        new EventForm<CallFailed>(
            "call.failed",
            static (f, e) =>
            {
                f.Text("code", e.Code.Name);
                Ended(f, e.CallId, e.Tool, e.CountsError, e.Labels, e.IdempotencyKey, e.ReservedOn);
            },
            static (d, at) => d.Tool() < 0 ? null : new CallFailed(d.Text("call"), d.Tool(), d.Code("code"))
            {
                At = at,
                CountsError = d.Flag("error"),
                Labels = d.Labels(),
                IdempotencyKey = d.TextOrNull("idempotency"),
                ReservedOn = d.Streams(),
            }),
        new EventForm<CallInDoubt>(
            "call.in_doubt",
            static (f, e) =>
            {
                f.Text("code", e.Code.Name);
                Ended(f, e.CallId, e.Tool, e.CountsError, e.Labels, e.IdempotencyKey, e.ReservedOn);
            },
            static (d, at) => d.Tool() < 0 ? null : new CallInDoubt(d.Text("call"), d.Tool(), d.Code("code"))
            {
                At = at,
                CountsError = d.Flag("error"),
                Labels = d.Labels(),
                IdempotencyKey = d.TextOrNull("idempotency"),
                ReservedOn = d.Streams(),
            }),
        new EventForm<CallResolved>(
            "call.resolved",
            static (f, e) =>
            {
                f.Text("outcome", e.WasExecuted ? "executed" : "not_executed");
                f.Text("by", e.By);
                f.Phase("phase", e.Phase);
                Ended(f, e.CallId, e.Tool, countsError: false, [], e.IdempotencyKey, e.ReservedOn);
            },
            static (d, at) => d.Tool() < 0 ? null : new CallResolved(d.Text("call"), d.Tool(), d.Text("outcome") == "executed", d.Text("by"))
            {
                At = at,
                Phase = d.Phase("phase"),
                IdempotencyKey = d.TextOrNull("idempotency"),
                ReservedOn = d.Streams(),
            }),
    ];

    private static void Ended(
        EventFields fields, string call, int tool, bool countsError, ImmutableArray<int> labels, string? idempotencyKey, EventStreams streams)
    {
        fields.Text("call", call);
        fields.Tool(tool);
        fields.Flag("error", countsError);
        fields.Labels(labels);
        fields.Text("idempotency", idempotencyKey);
        fields.Streams(streams);
    }

    private static void WriteCommitted(EventFields f, CallCommitted e)
    {
        Ended(f, e.CallId, e.Tool, e.CountsError, e.Labels, e.IdempotencyKey, e.ReservedOn);
        f.Text("evidence", e.Evidence.ToString());
        f.Phase("phase", e.Phase);
        f.Flag("phase_stayed", e.PhaseStayed);
        f.Text("code", e.Code?.Name);
        f.Number("cost", e.Cost);
        f.Objects("binds", e.Slots, static (o, slot) =>
        {
            o.Text("name", o.Bundle.Slots[slot.Slot]);
            o.Json("value", slot.Value);
        });
        f.Objects("references", e.Envelopes, static (o, capture) =>
        {
            o.Text("name", o.Bundle.Session.Envelopes[capture.Envelope].Name);
            o.Count("stage", capture.Stage);
            o.Digest("key", capture.Key);
            o.Number("value", capture.Value);
        });
        f.Objects("facts", e.Facts, static (o, fact) =>
        {
            o.Text("name", FactNames.Of(o.Bundle)[fact.Fact]);
            o.Digest("entity", fact.Entity);
            o.Flag("holds", fact.Holds);
        });
    }

    private static CallCommitted? ReadCommitted(EventData d, DateTimeOffset at) => d.Tool() < 0
        ? null
        : new CallCommitted(d.Text("call"), d.Tool(), d.Choice<Evidence>("evidence"))
        {
            At = at,
            Phase = d.Phase("phase"),
            PhaseStayed = d.Flag("phase_stayed"),
            Code = d.CodeOrNull("code"),
            Cost = d.Number("cost"),
            Labels = d.Labels(),
            CountsError = d.Flag("error"),
            IdempotencyKey = d.TextOrNull("idempotency"),
            ReservedOn = d.Streams(),
            Slots =
            [
                .. d.Objects("binds", static o => new SlotCapture(o.NumberOf("name", o.Bundle.Slots, static s => s), o.Json("value"))).Where(static s => s.Slot >= 0),
            ],
            Envelopes = [.. d.Objects("references", Reference).Where(c => c.Envelope >= 0 && c.Stage < d.Bundle.Session.Envelopes[c.Envelope].Stages.Length)],
            Facts =
            [
                .. d.Objects("facts", static o => new FactCapture(
                    o.NumberOf("name", FactNames.Of(o.Bundle), static name => name), o.Digest("entity"), o.Flag("holds"))).Where(static c => c.Fact >= 0),
            ],
        };

    private static EnvelopeCapture Reference(EventData o) => new(
        o.NumberOf("name", o.Bundle.Session.Envelopes, static v => v.Name), (int)o.Count("stage"), o.Digest("key"), o.Number("value"));
}
