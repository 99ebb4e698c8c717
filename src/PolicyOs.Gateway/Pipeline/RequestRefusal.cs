using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Client;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>A request other than a call that is denied, as its client sees it: an error with the decision in its data (spec 3.7).</summary>
internal static class RequestRefusal
{
    /// <summary>The error.</summary>
    /// <param name="code">Of the decision.</param>
    /// <param name="message">In plain words.</param>
    /// <param name="reference">Where the journal has it; null when it has none.</param>
    /// <param name="error">The JSON-RPC code.</param>
    /// <param name="uri">The resource that was asked for; null when none was.</param>
    public static ClientAnswer.Error Of(DecisionCode code, string message, string? reference, int error, string? uri = null) => new(error, message, w =>
    {
        w.WriteStartObject();
        if (uri is not null)
        {
            w.WriteString("uri"u8, uri);
        }

        w.WriteStartObject("policyos"u8);
        w.WriteString("verdict"u8, "deny"u8);
        w.WriteString("code"u8, code.Name);
        w.WriteString("message"u8, message);
        w.WriteString("recoverability"u8, code.Recoverability.ToWire());
        if (reference is not null)
        {
            w.WriteString("audit_ref"u8, reference);
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });
}
