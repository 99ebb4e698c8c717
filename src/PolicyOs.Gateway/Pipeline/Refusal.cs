using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>A call that was refused, ticketed or went wrong, as the client is told (spec 3.7).</summary>
internal sealed record Refusal
{
    /// <summary>deny or ask; allow when it went wrong after it was let through.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required DecisionCode Code { get; init; }

    /// <summary>The tool as the client named it.</summary>
    public required string Tool { get; init; }

    /// <summary>One or two plain sentences.</summary>
    public required string Message { get; init; }

    /// <summary>The author's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What the client can do about it.</summary>
    public required Recoverability Recoverability { get; init; }

    /// <summary>not_sent · failed · in_doubt.</summary>
    public string Outcome { get; init; } = "not_sent";

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Always there when the verdict is ask.</summary>
    public string? ApprovalId { get; init; }

    /// <summary>Where the journal has it.</summary>
    public required string AuditReference { get; init; }

    /// <summary>The bundle's digest.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>Whether the request itself is refused, as one that MCP does not know, and not the call.</summary>
    public bool IsOfTheRequest { get; init; }

    /// <summary>A refusal by a decision.</summary>
    public static Refusal Of(Decision decision, string auditReference) => new()
    {
        Verdict = decision.Verdict,
        Code = decision.Code!,
        Tool = decision.Tool,
        Message = decision.Message,
        Reason = decision.Reason,
        Recoverability = decision.Recoverability,
        RetryAfter = decision.RetryAfter,
        ApprovalId = decision.Verdict == Verdict.Ask ? decision.Approval!.Id : null,
        AuditReference = auditReference,
        PolicyVersion = decision.PolicyVersion,
        IsOfTheRequest = decision.Code == DecisionCode.UnknownAction,
    };

    /// <summary>The answer to the client: an error for a tool that does not exist or a state that is none, else a result that a model can read.</summary>
    /// <param name="reveal">Whether reasons are told (session.yaml, <c>feedback</c>).</param>
    /// <param name="hasOutputSchema">Clients hold even an error result against it, so nothing of ours may stand there.</param>
    public ClientAnswer ToAnswer(bool reveal, bool hasOutputSchema) => IsOfTheRequest
        ? new ClientAnswer.Error(Wire.RpcError.InvalidParams, Code == DecisionCode.UnknownAction ? $"Unknown tool: {Tool}" : "Invalid or expired requestState", w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("policyos"u8);
            Write(w, reveal);
            w.WriteEndObject();
        })
        : new ClientAnswer.Result(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("content"u8);
            w.WriteStartObject();
            w.WriteString("type"u8, "text"u8);
            w.WriteString("text"u8, Text(reveal));
            w.WriteEndObject();
            w.WriteEndArray();
            if (!hasOutputSchema)
            {
                w.WriteStartObject("structuredContent"u8);
                w.WritePropertyName("policyos"u8);
                Write(w, reveal);
                w.WriteEndObject();
            }

            w.WriteBoolean("isError"u8, true);
            w.WriteStartObject("_meta"u8);
            w.WritePropertyName("policyos/decision"u8);
            Write(w, reveal);
            w.WriteEndObject();
            w.WriteEndObject();
        });

    private string Text(bool reveal)
    {
        if (!reveal)
        {
            return $"{Code.Name} ({AuditReference})";
        }

        string text = Sentence(Message);
        if (Reason is { Length: > 0 } && !Message.Contains(Reason, StringComparison.Ordinal))
        {
            text += " " + Sentence(Reason);
        }

        return Outcome == "in_doubt" ? text + " Whether it took effect is not known: do not repeat it." : text;
    }

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";

    /// <summary>Writes the decision object.</summary>
    public void Write(Utf8JsonWriter writer, bool reveal)
    {
        writer.WriteStartObject();
        if (reveal)
        {
            writer.WriteString("verdict"u8, Verdict switch { Verdict.Ask => "ask", Verdict.Deny => "deny", _ => "allow" });
        }

        writer.WriteString("code"u8, Code.Name);
        if (reveal)
        {
            writer.WriteString("tool"u8, Tool);
            writer.WriteString("message"u8, Message);
            if (Reason is not null)
            {
                writer.WriteString("reason"u8, Reason);
            }

            writer.WriteString("recoverability"u8, Recoverability.ToWire());
            writer.WriteString("outcome"u8, Outcome);
            if (RetryAfter is { } wait)
            {
                writer.WriteNumber("retry_after_ms"u8, (long)Math.Ceiling(wait.TotalMilliseconds));
            }
        }

        if (ApprovalId is not null)
        {
            writer.WriteString("approval_id"u8, ApprovalId);
        }

        writer.WriteString("audit_ref"u8, AuditReference);
        if (reveal)
        {
            writer.WriteString("policy_version"u8, PolicyVersion);
        }

        writer.WriteEndObject();
    }
}
