using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.EndToEnd.Tests.Observability;

/// <summary>A collector in this process: takes OTLP over HTTP and keeps what it is sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public OtlpReceiver()
    {
        (_listener, Url) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to.</summary>
    public string Url { get; }

    /// <summary>Everything that came, as text.</summary>
    public string Raw => string.Join('\n', _received.Select(r => Encoding.UTF8.GetString(r.Body)));

    /// <summary>The paths that were posted to.</summary>
    public string[] Paths => [.. _received.Select(r => r.Path).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The spans that came.</summary>
    public ReceivedSpan[] Spans => [.. Messages("/v1/traces").SelectMany(m => m.Path(1, 2, 2)).Select(ReceivedSpan.Read)];

    /// <summary>The points that came, in the order of arrival.</summary>
    public ReceivedPoint[] Points => [.. Messages("/v1/metrics").SelectMany(m => m.Path(1, 2, 2)).SelectMany(ReceivedPoint.Read)];

    /// <summary>The bodies of log records that came.</summary>
    public string[] Logs => [.. Messages("/v1/logs").SelectMany(m => m.Path(1, 2, 2, 5)).Select(body => body.Text(1))];

    /// <summary>The attributes of every resource that sent something.</summary>
    public Dictionary<string, string>[] Resources => [.. _received.SelectMany(r => new ProtoMessage(r.Body).Path(1, 1)).Select(resource => resource.Attributes(1))];

    /// <summary>The gateway with variables that make it send here.</summary>
    public SelfCommand Program(params string[] variables) => new(
        "env", [$"OTEL_EXPORTER_OTLP_ENDPOINT={Url}", "OTEL_METRIC_EXPORT_INTERVAL=60000", .. variables, Executable.PolicyOs.Program, .. Executable.PolicyOs.Arguments]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.WaitAsync(GatewayProcess.Patience);
    }

    // The listener cannot be given a free port; one that is taken is not taken twice.
    private static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            var listener = new HttpListener();
            string address = $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 60_000)}";
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private IEnumerable<ProtoMessage> Messages(string path) => _received.Where(r => r.Path == path).Select(r => new ProtoMessage(r.Body));

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            _received.Enqueue((context.Request.RawUrl!, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
