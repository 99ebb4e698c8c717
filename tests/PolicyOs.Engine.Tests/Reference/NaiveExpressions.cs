using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>Conditions in CEL beside what they mean, written down by hand: null is an error of the evaluation.</summary>
internal static class NaiveExpressions
{
    private static readonly Dictionary<string, Func<NaiveView, bool?>> Meanings = new(StringComparer.Ordinal)
    {
        ["input.amount <= 3"] = static v => v.Number("amount") is { } n ? n <= 3 : null,
        ["input.id == 'A'"] = static v => v.Argument("id") is { } id ? IsText(id, "A") : null,
        ["has(input.to) && input.to in ['A', 'B']"] = static v => v.Argument("to") is { } to && (IsText(to, "A") || IsText(to, "B")),
        ["session.calls['t0'] < 3"] = static v => v.Calls("t0") < 3,
        ["session.step_count < 12"] = static v => v.Session.Steps < 12,
        ["session.tool_calls % 2 == 0"] = static v => v.Session.ToolCalls % 2 == 0,
        ["session.cost <= 1.0"] = static v => v.Session.Cost <= 1,
        ["!('l0' in session.labels)"] = static v => !v.Session.Labels.Contains("l0"),
        ["!has(session.bindings.s0) || session.bindings.s0 != 'A'"] = static v => v.Session.Slot(0) is not { } s || !IsText(s, "A"),
        ["session.bindings.s1 == input.id"] = static v =>
            v.Session.Slot(1) is { } s && v.Argument("id") is { } id ? NaiveValues.Canonical(s) == NaiveValues.Canonical(id) : null,
        ["session.phase == null || session.phase != 'b'"] = static v => v.Phase != "b",
        ["principal.id == 'ann' && 'clerk' in principal.roles && 'p0' in principal.permissions"] = static _ => true,
        ["now < timestamp('2026-11-21T09:10:00Z')"] = static v => v.Session.Now < new DateTimeOffset(2026, 11, 21, 9, 10, 0, TimeSpan.Zero),
        ["tool.side_effect != 'financial' || input.amount < 2"] = static v =>
            v.Tool.Contract!.SideEffect != SideEffect.Financial ? true : v.Number("amount") is { } n ? n < 2 : null,
        ["session.purpose == 'support'"] = static v => v.Purpose == "support",
        ["input.nothing == 1"] = static _ => null,
    };

    public static IReadOnlyList<string> Sources { get; } = [.. Meanings.Keys.Order(StringComparer.Ordinal)];

    public static bool? Evaluate(string source, NaiveView view) => Meanings[source](view);

    private static bool IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.GetString() == text;
}
