using System.Collections;
using System.Globalization;

namespace PolicyOs.Mcp.Observability;

/// <summary>
/// What the standard variables ask for (OpenTelemetry specification, environment variables and OTLP exporter). Telemetry is off unless they name an
/// endpoint or an exporter. Sampling, batching, intervals and resource attributes are read by the library itself.
/// </summary>
/// <param name="Traces">Null when off.</param>
/// <param name="Metrics">Null when off.</param>
/// <param name="Logs">Null when off.</param>
internal sealed record TelemetrySettings(OtlpSignal? Traces, OtlpSignal? Metrics, OtlpSignal? Logs)
{
    private const string Otlp = "OTEL_EXPORTER_OTLP_";

    /// <summary>Whether anything is on.</summary>
    public bool IsOn => Traces is not null || Metrics is not null || Logs is not null;

    /// <summary>Reads the variables.</summary>
    /// <returns>The settings, or what is wrong with a variable.</returns>
    public static (TelemetrySettings? Settings, string? Problem) Read(IDictionary environment)
    {
        if (string.Equals(Text(environment, "OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
        {
            return (new(null, null, null), null);
        }

        string? problem = null;
        var settings = new TelemetrySettings(
            Signal(environment, "TRACES", ref problem), Signal(environment, "METRICS", ref problem), Signal(environment, "LOGS", ref problem));
        return problem is null ? (settings, null) : (null, problem);
    }

    private static OtlpSignal? Signal(IDictionary environment, string name, ref string? problem)
    {
        string? endpoint = Text(environment, $"{Otlp}{name}_ENDPOINT");
        string? shared = Text(environment, Otlp + "ENDPOINT");
        switch (Text(environment, $"OTEL_{name}_EXPORTER"))
        {
            case "none":
            case null when endpoint is null && shared is null:
                return null;
            case null or "otlp":
                break;
            case { } other:
                problem ??= $"OTEL_{name}_EXPORTER: `{other}` is not supported; use otlp or none";
                return null;
        }

        string protocol = Text(environment, $"{Otlp}{name}_PROTOCOL") ?? Text(environment, Otlp + "PROTOCOL") ?? "http/protobuf";
        if (protocol is not ("grpc" or "http/protobuf"))
        {
            problem ??= $"{Otlp}PROTOCOL: `{protocol}` is not supported; use grpc or http/protobuf";
        }

        if ((endpoint ?? shared) is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"))
        {
            problem ??= $"{Otlp}ENDPOINT: `{address}` is not an address such as http://127.0.0.1:4318";
        }

        string? timeout = Text(environment, $"{Otlp}{name}_TIMEOUT");
        int milliseconds = 0;
        if (timeout is not null && !(int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds) && milliseconds > 0))
        {
            problem ??= $"{Otlp}{name}_TIMEOUT: `{timeout}` is not a number of milliseconds";
        }

        return problem is not null ? null : new(
            protocol == "grpc", endpoint is null ? null : new Uri(endpoint), Text(environment, $"{Otlp}{name}_HEADERS"), timeout is null ? null : milliseconds);
    }

    // An empty variable is as one that is not set (OpenTelemetry specification, environment variables).
    private static string? Text(IDictionary environment, string name) => environment[name] is string { Length: > 0 } text ? text.Trim() : null;
}
