using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Approvals;

/// <summary>What a modern client carries from one round of a request to the next, sealed (spec 3.10).</summary>
internal sealed record RequestState
{
    /// <summary>The approval that was asked for; null when only a server asked.</summary>
    public required string? ApprovalId { get; init; }

    /// <summary>When the round was answered: an answer that comes too soon after it is nobody's.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Different in every state, so that each is taken once.</summary>
    public required string Nonce { get; init; }

    /// <summary>Whose request it is.</summary>
    public required string Principal { get; init; }

    /// <summary>In which session.</summary>
    public required string Session { get; init; }

    /// <summary>tools/call, prompts/get or resources/read.</summary>
    public required string Method { get; init; }

    /// <summary>The exact call: server, tool, definition, arguments.</summary>
    public required string CallDigest { get; init; }

    /// <summary>The bundle that decided.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>From then on it is refused.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The server's own state, when the server asked; null when it did not.</summary>
    public string? InnerState { get; init; }

    /// <summary>As it is sealed.</summary>
    public byte[] Write() => MessageBuilder.Object(w =>
    {
        WriteText(w, "approval_id", ApprovalId);
        w.WriteNumber("issued_at_ms"u8, IssuedAt.ToUnixTimeMilliseconds());
        w.WriteString("nonce"u8, Nonce);
        w.WriteString("principal"u8, Principal);
        w.WriteString("session"u8, Session);
        w.WriteString("method"u8, Method);
        w.WriteString("call_digest"u8, CallDigest);
        w.WriteString("policy_version"u8, PolicyVersion);
        w.WriteNumber("expires_ms"u8, Expires.ToUnixTimeMilliseconds());
        WriteText(w, "inner_state", InnerState);
    });

    /// <summary>Reads what <see cref="Write"/> wrote; it was sealed, so it is of that form.</summary>
    public static RequestState Read(ReadOnlyMemory<byte> utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        JsonElement state = document.RootElement;
        return new()
        {
            ApprovalId = Text(state, "approval_id"),
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(state.GetProperty("issued_at_ms"u8).GetInt64()),
            Nonce = state.GetProperty("nonce"u8).GetString()!,
            Principal = state.GetProperty("principal"u8).GetString()!,
            Session = state.GetProperty("session"u8).GetString()!,
            Method = state.GetProperty("method"u8).GetString()!,
            CallDigest = state.GetProperty("call_digest"u8).GetString()!,
            PolicyVersion = state.GetProperty("policy_version"u8).GetString()!,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(state.GetProperty("expires_ms"u8).GetInt64()),
            InnerState = Text(state, "inner_state"),
        };
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static string? Text(JsonElement state, string name) => state.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;
}
