using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Observability;

/// <summary>A session whose requests are spans and whose calls are measured; stands before the real one only where telemetry is on.</summary>
internal sealed class ObservedServer : IGovernedServer
{
    private readonly IGovernedServer _inner;
    private readonly GatewaySession _session;
    private readonly TimeProvider _time;
    private int _isGone;

    /// <summary>A session that is live from now on.</summary>
    public ObservedServer(IGovernedServer inner, GatewaySession session, TimeProvider time)
    {
        (_inner, _session, _time) = (inner, session, time);
        Metrics.Sessions(1);
    }

    /// <inheritdoc/>
    public IClientChannel? DefaultChannel
    {
        get => _inner.DefaultChannel;
        set => _inner.DefaultChannel = value;
    }

    /// <inheritdoc/>
    public Task<ClientAnswer> HelloAsync(ClientHello client) => _inner.HelloAsync(client);

    /// <inheritdoc/>
    public async Task<ClientAnswer> ListToolsAsync()
    {
        using Activity? span = Tracing.Request("tools/list", null);
        Identify(span);
        return Tell(span, await _inner.ListToolsAsync());
    }

    /// <inheritdoc/>
    public async Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        string tool = Tracing.NameOf(_session.Bundle, call.Tool);
        using Activity? span = Tracing.Request("tools/call", call.Params);
        Identify(span, call.Channel.Client);
        span?.SetTag(TelemetryNames.Operation, "execute_tool").SetTag(TelemetryNames.Tool, tool);
        ClientAnswer answer = await _inner.CallAsync(call, cancellation);
        Metrics.CallTook(tool, _time.GetElapsedTime(start));
        return Tell(span, answer);
    }

    /// <inheritdoc/>
    public async Task<ClientAnswer> RequestAsync(ClientRequest request, CancellationToken cancellation)
    {
        string method = MethodNames.IsKnown(request.Method) || IsDeclared(request.Method) ? request.Method : TelemetryNames.Other;
        using Activity? span = Tracing.Request(method, request.Params);
        Identify(span, request.Channel.Client);
        return Tell(span, await _inner.RequestAsync(request, cancellation));
    }

    /// <inheritdoc/>
    public Task<IResourceWatch> WatchAsync(ImmutableArray<string> uris, IClientChannel channel, CancellationToken cancellation) =>
        _inner.WatchAsync(uris, channel, cancellation);

    /// <inheritdoc/>
    public void OnRootsChanged() => _inner.OnRootsChanged();

    /// <inheritdoc/>
    public IReadOnlyList<HeaderParameter> HeaderParameters(string tool) => _inner.HeaderParameters(tool);

    /// <inheritdoc/>
    public Task<ClientAnswer.Error?> WhyNotForAsync(string? purpose) => _inner.WhyNotForAsync(purpose);

    /// <inheritdoc/>
    public Task DenyAsync(string method, string reason) => _inner.DenyAsync(method, reason);

    /// <inheritdoc/>
    public Task CloseAsync(string reason) => _inner.CloseAsync(reason);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isGone, 1) == 0)
        {
            Metrics.Sessions(-1);
        }

        return _inner.DisposeAsync();
    }

    private bool IsDeclared(string method) => _session.Bundle.Servers.Any(server => server.Methods.Contains(method));

    private void Identify(Activity? span, ClientHello? client = null) => span?.SetTag(TelemetryNames.Session, _session.Id)
        .SetTag(TelemetryNames.PolicyVersion, _session.Bundle.Digest)
        .SetTag(TelemetryNames.Protocol, client?.ProtocolVersion);

    private static ClientAnswer Tell(Activity? span, ClientAnswer answer)
    {
        switch (answer)
        {
            case ClientAnswer.Error error when span?.GetTagItem(TelemetryNames.ErrorType) is null:
                Tracing.Fail(span, error.Code.ToString(CultureInfo.InvariantCulture));
                break;
            case ClientAnswer.Relayed when span?.GetTagItem(TelemetryNames.ErrorType) is null:
                Tracing.Fail(span, "upstream_error");
                break;
            case ClientAnswer.Nothing:
                Tracing.Fail(span, "cancelled");
                break;
        }

        return answer;
    }
}
