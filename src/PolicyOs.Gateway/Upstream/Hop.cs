using System.Text.Json;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What a request carries that belongs to its way to the server alone: it never comes from the client and never goes back (spec 3.1).</summary>
/// <param name="Id">The id that the request goes out under; it is the progress token, unique on this way.</param>
/// <param name="Statement">Writes what a request of 2026-07-28 says of its sender; null in the legacy era, which said it in the handshake.</param>
internal readonly record struct Hop(RpcId Id, Action<Utf8JsonWriter>? Statement = null)
{
    private static readonly string[] s_own = ["progressToken"];
    private static readonly string[] s_ownWhenTraced = ["progressToken", "traceparent", "tracestate"];

    /// <summary>Writes <c>_meta</c>: what goes on of the client's, and what is this way's own; nothing when there is neither.</summary>
    public void WriteMeta(Utf8JsonWriter writer, JsonElement? meta)
    {
        (string Parent, string? State)? trace = Telemetry.IsOn ? Tracing.Context : null;
        if (meta is null && Statement is null && trace is null)
        {
            return;
        }

        writer.WriteStartObject("_meta"u8);
        MetaKeys.WriteRest(writer, meta, except: trace is null ? s_own : s_ownWhenTraced);
        if (trace is var (parent, state))
        {
            writer.WriteString("traceparent"u8, parent);
            if (state is not null)
            {
                writer.WriteString("tracestate"u8, state);
            }
        }

        if (meta is { } given && given.TryGetProperty("progressToken"u8, out JsonElement token) && token.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            writer.WritePropertyName("progressToken"u8);
            writer.WriteRawValue(Id.Raw, skipInputValidation: true);
        }

        Statement?.Invoke(writer);
        writer.WriteEndObject();
    }
}
