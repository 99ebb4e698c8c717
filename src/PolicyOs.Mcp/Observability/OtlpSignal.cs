namespace PolicyOs.Mcp.Observability;

/// <summary>How one signal (traces, metrics, logs) leaves the process by OTLP. What is null is as the variables for all signals say.</summary>
/// <param name="IsGrpc">gRPC; else HTTP with protobuf, which is the specification's default.</param>
/// <param name="Endpoint">Of this signal alone.</param>
/// <param name="Headers">Of this signal alone, as <c>name=value,…</c>.</param>
/// <param name="TimeoutMilliseconds">Of this signal alone.</param>
internal sealed record OtlpSignal(bool IsGrpc, Uri? Endpoint, string? Headers, int? TimeoutMilliseconds);
