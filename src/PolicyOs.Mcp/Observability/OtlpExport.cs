using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PolicyOs.Gateway;
using PolicyOs.Gateway.Observability;

namespace PolicyOs.Mcp.Observability;

/// <summary>
/// The OpenTelemetry library at work. The only type that names it, so that nothing of it is loaded where telemetry is off.
/// </summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private OtlpExport(TelemetrySettings settings)
    {
        _traces = settings.Traces is { } traces
            ? Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource).AddSource(TelemetryNames.Source).AddOtlpExporter(o => Configure(o, traces)).Build()
            : null;
        _metrics = settings.Metrics is { } metrics
            ? Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource).AddMeter(TelemetryNames.Source).AddOtlpExporter(o => Configure(o, metrics)).Build()
            : null;
        Logs = settings.Logs is { } logs
            ? LoggerFactory.Create(builder => builder.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.SetResourceBuilder(Resource).AddOtlpExporter(o => Configure(o, logs));
            }))
            : null;
    }

    /// <summary>Where log messages go beside standard error; null when they do not.</summary>
    public ILoggerFactory? Logs { get; }

    // Later attributes win: what the variables say is said last.
    private static ResourceBuilder Resource => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddService("policyos", serviceVersion: GatewayVersion.Text)
        .AddEnvironmentVariableDetector();

    /// <summary>Exports from now on, to the end of the process.</summary>
    public static OtlpExport Start(TelemetrySettings settings)
    {
        var export = new OtlpExport(settings);
        if (export._traces is not null || export._metrics is not null)
        {
            Telemetry.TurnOn();
        }

        return export;
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        Logs?.Dispose();
    }

    private static void Configure(OtlpExporterOptions options, OtlpSignal signal)
    {
        options.Protocol = signal.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        if (signal.Endpoint is { } endpoint)
        {
            // Set, it is used as it is; from the variable for all signals, the signal's path is appended.
            options.Endpoint = endpoint;
        }

        options.Headers = signal.Headers ?? options.Headers;
        options.TimeoutMilliseconds = signal.TimeoutMilliseconds ?? options.TimeoutMilliseconds;
    }
}
