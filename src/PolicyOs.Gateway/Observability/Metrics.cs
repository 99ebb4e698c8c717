using System.Diagnostics.Metrics;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Observability;

/// <summary>Metrics (spec 3.11). Used only where <see cref="Telemetry.IsOn"/>; tags are names of the contract and of closed lists.</summary>
internal static class Metrics
{
    private static readonly Meter s_meter = new(TelemetryNames.Source, GatewayVersion.Text);
    private static readonly Counter<long> s_decisions = s_meter.CreateCounter<long>(TelemetryNames.Decisions, "{decision}", "Decisions on calls.");
    private static readonly Histogram<double> s_decisionDuration = Seconds(TelemetryNames.DecisionDuration, "How long it took to decide a call, without waiting for its turn.", 1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 1e-3, 1e-2, 0.1);
    private static readonly Histogram<double> s_callDuration = Seconds(TelemetryNames.CallDuration, "From a call's arrival to its answer.", 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);
    private static readonly Counter<long> s_approvals = s_meter.CreateCounter<long>(TelemetryNames.Approvals, "{approval}", "Approvals that were asked for, and what became of them.");
    private static readonly Histogram<double> s_approvalWait = Seconds(TelemetryNames.ApprovalWait, "From an approval's request to its end.", 1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400, 86400);
    private static readonly Counter<long> s_schemaFailures = s_meter.CreateCounter<long>(TelemetryNames.SchemaFailures, "{failure}", "Arguments and results that their schema refused.");
    private static readonly Counter<long> s_conflicts = s_meter.CreateCounter<long>(TelemetryNames.IdempotencyConflicts, "{conflict}", "Calls under an idempotency key that stands for another call.");
    private static readonly Counter<long> s_inDoubt = s_meter.CreateCounter<long>(TelemetryNames.InDoubt, "{call}", "Calls that may or may not have had their effect.");
    private static readonly UpDownCounter<long> s_sessions = s_meter.CreateUpDownCounter<long>(TelemetryNames.SessionsActive, "{session}", "Sessions that are live in this process.");
    private static readonly UpDownCounter<long> s_upstreams = s_meter.CreateUpDownCounter<long>(TelemetryNames.UpstreamUp, "{connection}", "Connections to a server that are ready.");
    private static readonly Histogram<double> s_appendDuration = Seconds(TelemetryNames.AppendDuration, "How long the journal took for an append.", 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1, 0.5, 1);
    private static readonly Counter<long> s_reloads = s_meter.CreateCounter<long>(TelemetryNames.Reloads, "{change}", "Changes of the bundle's files, and whether they are served.");

    /// <summary>A decision was taken and is in the journal.</summary>
    public static void Decided(CompiledBundle bundle, Decision decision)
    {
        KeyValuePair<string, object?> tool = Tool(Tracing.NameOf(bundle, decision.Tool));
        s_decisions.Add(
            1, tool, new(TelemetryNames.VerdictTag, decision.Verdict.ToString().ToLowerInvariant()), new(TelemetryNames.CodeTag, decision.Code?.Name ?? "none"));
        if (decision.Code == DecisionCode.ContractViolation)
        {
            s_schemaFailures.Add(1, tool);
        }
        else if (decision.Code == DecisionCode.IdempotencyConflict)
        {
            s_conflicts.Add(1, tool);
        }
    }

    /// <summary>A call has settled.</summary>
    public static void Settled(string tool, Settlement settlement)
    {
        if (settlement.Kind == CallSettlement.InDoubt)
        {
            s_inDoubt.Add(1, Tool(tool));
        }

        if (settlement.Code == DecisionCode.OutputSchemaViolation)
        {
            s_schemaFailures.Add(1, Tool(tool));
        }
    }

    /// <summary>A call was decided in this time.</summary>
    public static void DecisionTook(TimeSpan time) => s_decisionDuration.Record(time.TotalSeconds);

    /// <summary>A call was answered after this time.</summary>
    public static void CallTook(string tool, TimeSpan time) => s_callDuration.Record(time.TotalSeconds, Tool(tool));

    /// <summary>The journal has taken an append in this time.</summary>
    public static void AppendTook(TimeSpan time) => s_appendDuration.Record(time.TotalSeconds);

    /// <summary>An approval was requested.</summary>
    public static void ApprovalRequested() => s_approvals.Add(1, new KeyValuePair<string, object?>(TelemetryNames.OutcomeTag, "requested"));

    /// <summary>An approval has come to an end.</summary>
    public static void ApprovalEnded(string outcome, TimeSpan wait)
    {
        var tag = new KeyValuePair<string, object?>(TelemetryNames.OutcomeTag, outcome);
        s_approvals.Add(1, tag);
        s_approvalWait.Record(wait.TotalSeconds, tag);
    }

    /// <summary>One more session is live, or one less.</summary>
    public static void Sessions(int change) => s_sessions.Add(change);

    /// <summary>One more connection to a server is ready, or one less; none makes the server known.</summary>
    public static void Upstreams(string server, int change) => s_upstreams.Add(change, new KeyValuePair<string, object?>(TelemetryNames.ServerTag, server));

    /// <summary>The bundle's files have changed.</summary>
    /// <param name="isServed">Whether sessions are served the change from now on; else the bundle from before it is kept.</param>
    public static void Reloaded(bool isServed) => s_reloads.Add(1, new KeyValuePair<string, object?>(TelemetryNames.OutcomeTag, isServed ? "served" : "kept"));

    private static KeyValuePair<string, object?> Tool(string name) => new(TelemetryNames.ToolTag, name);

    private static Histogram<double> Seconds(string name, string description, params double[] bounds) =>
        s_meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
