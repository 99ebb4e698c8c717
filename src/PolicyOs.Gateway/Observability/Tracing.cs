using System.Diagnostics;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Observability;

/// <summary>Spans (spec 3.11). Used only where <see cref="Telemetry.IsOn"/>; no argument, result or message is ever an attribute.</summary>
internal static class Tracing
{
    private static readonly ActivitySource s_source = new(TelemetryNames.Source, GatewayVersion.Text);

    // The trace context of the HTTP request that is being served.
    private static readonly AsyncLocal<ActivityContext> s_header = new();

    /// <summary>The span that is under way, as W3C traceparent and tracestate; null when there is none of ours.</summary>
    public static (string Parent, string? State)? Context =>
        Activity.Current is { Id: { } id } span && ReferenceEquals(span.Source, s_source) ? (id, span.TraceStateString) : null;

    /// <summary>Takes the trace context of an HTTP request's headers, for requests that bring none in <c>_meta</c>.</summary>
    public static void Receive(string? traceParent, string? traceState) =>
        s_header.Value = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out ActivityContext context) ? context : default;

    /// <summary>Begins the span of a client's request, under the span that the client names.</summary>
    /// <param name="method">Of MCP.</param>
    /// <param name="parameters">The request's params.</param>
    public static Activity? Request(string method, JsonElement? parameters)
    {
        Activity? span = s_source.StartActivity(TelemetryNames.Request, ActivityKind.Server, FromMeta(parameters) ?? s_header.Value);
        span?.SetTag(TelemetryNames.Method, method);
        return span;
    }

    /// <summary>Begins a span below the one that is under way.</summary>
    public static Activity? Step(string name) => s_source.StartActivity(name);

    /// <summary>Begins the span of a request to a server.</summary>
    public static Activity? Command(string method, string server, string? tool)
    {
        Activity? span = s_source.StartActivity(TelemetryNames.Command, ActivityKind.Client);
        span?.SetTag(TelemetryNames.Method, method).SetTag(TelemetryNames.Server, server);
        if (tool is not null)
        {
            span?.SetTag(TelemetryNames.Operation, "execute_tool").SetTag(TelemetryNames.Tool, tool);
        }

        return span;
    }

    /// <summary>Says what was decided, on the span of the decision and on that of the request.</summary>
    public static void Tell(Activity? span, Decision decision)
    {
        for (Activity? one = span; one is not null; one = one.Parent)
        {
            one.SetTag(TelemetryNames.Verdict, decision.Verdict.ToString().ToLowerInvariant())
                .SetTag(TelemetryNames.Code, decision.Code?.Name)
                .SetTag(TelemetryNames.Check, decision.Check)
                .SetTag(TelemetryNames.PolicyVersion, decision.PolicyVersion)
                .SetTag(TelemetryNames.ApprovalId, decision.Approval?.Id);
        }

        Fail(span?.Parent, decision.Code?.Name);
    }

    /// <summary>Says how a call settled, on the span of the request.</summary>
    public static void Tell(Settlement settlement)
    {
        Activity? span = Activity.Current;
        span?.SetTag(TelemetryNames.Evidence, settlement.Evidence.ToString().ToLowerInvariant());
        if (settlement.Code is { } code)
        {
            span?.SetTag(TelemetryNames.Code, code.Name);
            Fail(span, code.Name);
        }
    }

    /// <summary>Marks a span as ended by an error of a type; null takes the mark off, for a later try that went well.</summary>
    public static void Fail(Activity? span, string? type) =>
        span?.SetTag(TelemetryNames.ErrorType, type).SetStatus(type is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error);

    /// <summary>The type of error that an attempt ended with; null when it was answered well.</summary>
    public static string? ErrorOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered { Result: var result } => result.TryGetProperty("isError"u8, out JsonElement isError) && isError.ValueKind == JsonValueKind.True ? "tool_error" : null,
        CallOutcome.RpcError error => error.Code.ToString(System.Globalization.CultureInfo.InvariantCulture),
        CallOutcome.RateLimited => "rate_limited",
        CallOutcome.TimedOut => "timeout",
        CallOutcome.ConnectionLost => "connection_lost",
        CallOutcome.NeverSent => "not_sent",
        CallOutcome.Unauthorized => "unauthorized",
        CallOutcome.Cancelled => "cancelled",
        CallOutcome.ProtocolError => "protocol_error",
        CallOutcome.TooLarge => "too_large",
        _ => TelemetryNames.Other,
    };

    /// <summary>A tool's name as the contract has it; anything else is not repeated.</summary>
    public static string NameOf(CompiledBundle bundle, string tool) => bundle.ToolNumbers.ContainsKey(tool) ? tool : TelemetryNames.Other;

    private static ActivityContext? FromMeta(JsonElement? parameters) =>
        parameters is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty("_meta"u8, out JsonElement meta) && meta.ValueKind == JsonValueKind.Object
            && Text(meta, "traceparent"u8) is { } parent && ActivityContext.TryParse(parent, Text(meta, "tracestate"u8), isRemote: true, out ActivityContext context)
            ? context
            : null;

    private static string? Text(JsonElement meta, ReadOnlySpan<byte> name) =>
        meta.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
