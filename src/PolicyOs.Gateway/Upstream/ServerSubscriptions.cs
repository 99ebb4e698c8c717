using System.Text.Json;

namespace PolicyOs.Gateway.Upstream;

/// <summary>
/// What a server is asked to tell unasked, in the way of its era and again after every restart: changes of its lists, and of the resources that
/// clients watch (MCP 2026-07-28, subscriptions; 2025-11-25, resources).
/// </summary>
internal sealed class ServerSubscriptions(TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _watched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CancellationTokenSource> _streams = new(StringComparer.Ordinal);
    private UpstreamConnection? _connection;

    /// <summary>The server is ready: it is asked for everything that is wanted of it.</summary>
    public void Begin(UpstreamConnection connection, UpstreamHello hello)
    {
        string[] watched;
        lock (_gate)
        {
            _connection = connection;
            _streams.Clear();
            watched = [.. _watched.Keys];
        }

        if (connection.IsModern && Flags(hello.Capabilities) is { Length: > 0 } flags)
        {
            _ = new ServerStream(connection, time, w => WriteFlags(w, flags)).RunAsync(CancellationToken.None);
        }

        foreach (string uri in watched)
        {
            _ = SubscribeAsync(connection, uri);
        }
    }

    /// <summary>Its connection has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            _connection = null;
        }
    }

    /// <summary>Watches a resource, as often as it is asked for; ends when the server has taken it, or has had its time.</summary>
    public async Task WatchAsync(string uri)
    {
        UpstreamConnection? connection;
        lock (_gate)
        {
            connection = _connection;
            _watched[uri] = _watched.GetValueOrDefault(uri) + 1;
            if (_watched[uri] > 1)
            {
                return;
            }
        }

        if (connection is not null)
        {
            await SubscribeAsync(connection, uri);
        }
    }

    /// <summary>Watches it once less.</summary>
    public async Task UnwatchAsync(string uri)
    {
        UpstreamConnection? connection;
        CancellationTokenSource? stream;
        lock (_gate)
        {
            int left = _watched.GetValueOrDefault(uri) - 1;
            if (left > 0)
            {
                _watched[uri] = left;
                return;
            }

            _watched.Remove(uri);
            _streams.Remove(uri, out stream);
            connection = _connection;
        }

        if (stream is not null)
        {
            await stream.CancelAsync();
        }
        else if (connection is { IsModern: false })
        {
            await AskAsync(connection, "resources/unsubscribe", uri);
        }
    }

    private async Task SubscribeAsync(UpstreamConnection connection, string uri)
    {
        if (!connection.IsModern)
        {
            await AskAsync(connection, "resources/subscribe", uri);
            return;
        }

        var stop = new CancellationTokenSource();
        lock (_gate)
        {
            _streams[uri] = stop;
        }

        var stream = new ServerStream(connection, time, w =>
        {
            w.WriteStartArray("resourceSubscriptions"u8);
            w.WriteStringValue(uri);
            w.WriteEndArray();
        });
        _ = stream.RunAsync(stop.Token);
        try
        {
            await stream.Acknowledged.WaitAsync(s_patience, time, stop.Token);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // It may come later, or is no longer wanted.
        }
    }

    private async Task AskAsync(UpstreamConnection connection, string method, string uri)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        _ = await connection.AskAsync(method, w => w.WriteString("uri"u8, uri), patience.Token);
    }

    private static string[] Flags(JsonElement capabilities) =>
        [.. ((string[])["tools", "prompts", "resources"]).Where(list => capabilities.TryGetProperty(list, out JsonElement capability)
            && capability.ValueKind == JsonValueKind.Object && capability.TryGetProperty("listChanged"u8, out JsonElement flag) && flag.ValueKind == JsonValueKind.True)];

    private static void WriteFlags(Utf8JsonWriter writer, string[] lists)
    {
        foreach (string list in lists)
        {
            writer.WriteBoolean(list + "ListChanged", true);
        }
    }
}
