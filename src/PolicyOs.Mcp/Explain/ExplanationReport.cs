using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Secrets;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Verification.Explain;

namespace PolicyOs.Mcp.Explain;

/// <summary>An explanation for people and programs. Arguments are shown as a person may see them.</summary>
internal static class ExplanationReport
{
    /// <summary>A tree: the call, the state that it meets, every check, what would be appended.</summary>
    public static string Text(Explanation explanation)
    {
        Decision decision = explanation.Decision;
        string verdict = Word(decision.Verdict) + (decision.Code is { } code ? $" {code.Name}" : decision.ReplayOf is null ? "" : " (a replay)");
        return new TextTree(
            $"{decision.Tool}: {verdict}: {decision.Message}",
            [
                new TextTree($"arguments {Arguments(explanation).GetRawText()}"),
                .. explanation.Notes.Select(note => new TextTree("note: " + note)),
                new TextTree("state", [.. ShownState.Of(explanation.Bundle, explanation.Facts).Select(row => new TextTree($"{row.Name}: {row.Value}"))]),
                new TextTree("checks", [.. Ran(explanation).Select(Check), .. NotReached(explanation)]),
                .. Would(explanation),
                new TextTree(
                    decision.Events.IsEmpty ? "nothing would be appended" : "would be appended",
                    [.. decision.Events.Select(e => new TextTree($"{EventCodec.TypeOf(e)["policyos.".Length..]}{Effects(explanation.Bundle, e)}"))]),
            ]).Draw();
    }

    /// <summary>One JSON document.</summary>
    public static void Json(Utf8JsonWriter w, Explanation explanation)
    {
        Decision decision = explanation.Decision;
        w.WriteStartObject();
        w.WriteString("bundle"u8, explanation.Bundle.Name);
        w.WriteString("policy_version"u8, decision.PolicyVersion);
        w.WriteString("tool"u8, decision.Tool);
        w.WritePropertyName("arguments"u8);
        Arguments(explanation).WriteTo(w);
        w.WriteStartObject("state"u8);
        foreach (IGrouping<string, (string Name, string Value)> rows in ShownState.Of(explanation.Bundle, explanation.Facts).GroupBy(static row => row.Name))
        {
            w.WriteString(rows.Key, string.Join(", ", rows.Select(static row => row.Value)));
        }

        w.WriteEndObject();
        WriteDecision(w, decision);
        w.WriteStartArray("trace"u8);
        foreach (ExplainedCheck check in explanation.Checks)
        {
            w.WriteStartObject();
            w.WriteNumber("row"u8, check.Row);
            w.WriteString("check"u8, check.Name);
            w.WriteString("verdict"u8, Word(check.Verdict));
            WriteOptional(w, "code", check.Code?.Name);
            WriteParts(w, check.Parts);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        if (decision.Would is { } would)
        {
            w.WriteStartObject("would"u8);
            WriteDecision(w, would);
            w.WriteEndObject();
        }

        w.WriteStartArray("events"u8);
        foreach (EngineEvent e in decision.Events)
        {
            w.WriteStartObject();
            w.WriteString("type"u8, EventCodec.TypeOf(e));
            w.WritePropertyName("data"u8);
            w.WriteRawValue(EventCodec.Write(explanation.Bundle, e));
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteStartArray("notes"u8);
        foreach (string note in explanation.Notes)
        {
            w.WriteStringValue(note);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static JsonElement Arguments(Explanation explanation) => Masking.ForPeople(
        explanation.Proposal.Arguments,
        explanation.Bundle.ToolNumbers.TryGetValue(explanation.Decision.Tool, out int tool) ? explanation.Bundle.Tools[tool].Contract?.Sensitive ?? [] : []);

    private static IEnumerable<ExplainedCheck> Ran(Explanation explanation) =>
        explanation.Checks.Where(static check => check.Verdict is not (null or CheckVerdict.NotApplicable));

    private static IEnumerable<TextTree> NotReached(Explanation explanation)
    {
        string[] silent = [.. explanation.Checks.Where(static check => check.Verdict == CheckVerdict.NotApplicable).Select(static check => check.Name)];
        string[] missed = [.. explanation.Checks.Where(static check => check.Verdict is null).Select(static check => $"{check.Row} {check.Name}")];
        return
        [
            .. silent.Length == 0 ? [] : (TextTree[])[new($"nothing to check: {string.Join(", ", silent)}")],
            .. missed.Length == 0 ? [] : (TextTree[])[new($"not reached: {string.Join(", ", missed)}")],
        ];
    }

    private static TextTree Check(ExplainedCheck check) => new(
        $"{check.Row} {check.Name}: {Word(check.Verdict)}{(check.Code is { } code ? $" {code.Name}" : "")}", [.. check.Parts.Select(Part)]);

    private static TextTree Part(ExplainedPart part) => new(part.Value is null ? part.Name : $"{part.Name}: {part.Value}", [.. part.Parts.Select(Part)]);

    private static IEnumerable<TextTree> Would(Explanation explanation) => explanation.Decision.Would is { } would
        ? [new TextTree($"enforce would say {Word(would.Verdict)} {would.Code?.Name}: {would.Message}")]
        : [];

    private static string Effects(CompiledBundle bundle, EngineEvent e) => e is CallReserved reserved
        ? string.Concat(
            reserved.Cost.Sign == 0 ? "" : $", cost {reserved.Cost} USD",
            string.Concat(reserved.Aggregates.Select(c => $", {bundle.Session.Aggregates[c.Aggregate].Name} {(bundle.Session.Aggregates[c.Aggregate].Path is null ? "+1" : c.Value)}")),
            reserved.ApprovalId is null ? "" : $", uses approval {reserved.ApprovalId}",
            reserved.Idempotency is null ? "" : ", takes its idempotency key")
        : "";

    private static void WriteDecision(Utf8JsonWriter w, Decision decision)
    {
        w.WriteString("verdict"u8, Word(decision.Verdict));
        WriteOptional(w, "code", decision.Code?.Name);
        w.WriteString("check"u8, decision.Check);
        w.WriteString("message"u8, decision.Message);
        WriteOptional(w, "reason", decision.Reason);
        WriteOptional(w, "path", decision.Path);
        WriteOptional(w, "expected", decision.Expected);
        WriteOptional(w, "actual", decision.Actual);
        WriteOptional(w, "replay_of", decision.ReplayOf);
        w.WriteString("recoverability"u8, decision.Recoverability.ToWire());
        if (decision.RetryAfter is { } wait)
        {
            w.WriteNumber("retry_after_ms"u8, (long)Math.Ceiling(wait.TotalMilliseconds));
        }
    }

    private static void WriteParts(Utf8JsonWriter w, ImmutableArray<ExplainedPart> parts)
    {
        if (parts.IsEmpty)
        {
            return;
        }

        w.WriteStartArray("parts"u8);
        foreach (ExplainedPart part in parts)
        {
            w.WriteStartObject();
            w.WriteString("name"u8, part.Name);
            WriteOptional(w, "value", part.Value);
            WriteParts(w, part.Parts);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter w, string name, string? value)
    {
        if (value is not null)
        {
            w.WriteString(name, value);
        }
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Word(CheckVerdict? verdict) => verdict switch
    {
        null => "not_reached",
        CheckVerdict.NotApplicable => "not_applicable",
        _ => verdict.Value.ToString().ToLowerInvariant(),
    };
}
