using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Tests.Client;

/// <summary>A session that does what a test says: tools are `echo`, `say`, `wait` (until released or cancelled), `pause` (the same, the stream suspended), `ask`, `progress` and `error`.</summary>
internal sealed class FakeServer : IGovernedServer
{
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Closed { get; } = [];

    public List<string> Denied { get; } = [];

    public List<ClientHello> Hellos { get; } = [];

    public int Calls;

    public IReadOnlyList<HeaderParameter> Parameters { get; set; } = [];

    public IClientChannel? DefaultChannel { get; set; }

    public Task<ClientAnswer> HelloAsync(ClientHello client)
    {
        Hellos.Add(client);
        return Task.FromResult<ClientAnswer>(Object(w =>
        {
            if (client.IsModern)
            {
                w.WriteStartArray("supportedVersions");
                w.WriteStringValue(client.ProtocolVersion);
                w.WriteEndArray();
            }
            else
            {
                w.WriteString("protocolVersion", client.ProtocolVersion);
                w.WriteStartObject("serverInfo");
                w.WriteString("name", "fake");
                w.WriteString("version", "1");
                w.WriteEndObject();
            }

            w.WriteStartObject("capabilities");
            w.WriteStartObject("tools");
            w.WriteEndObject();
            w.WriteEndObject();
        }));
    }

    public Task<ClientAnswer> ListToolsAsync() => Task.FromResult<ClientAnswer>(Object(w =>
    {
        w.WriteStartArray("tools");
        w.WriteEndArray();
    }));

    public async Task<ClientAnswer> CallAsync(CallRequest call, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Calls);
        switch (call.Tool)
        {
            case "wait" or "pause":
                if (call.Tool == "pause")
                {
                    call.Channel.Suspend(TimeSpan.FromMilliseconds(700));
                }

                Waiting.TrySetResult();
                try
                {
                    await Release.Task.WaitAsync(cancellation);
                }
                catch (OperationCanceledException)
                {
                    Cancelled.TrySetResult();
                    throw;
                }

                break;
            case "progress":
                for (int i = 1; i <= 3; i++)
                {
                    int progress = i;
                    call.Channel.Notify("notifications/progress", w => w.WriteNumber("progress", progress));
                }

                break;
            case "ask":
                RpcAnswer answer = await call.Channel.AskAsync(call.Channel.NextId(), "elicitation/create", w => w.WriteString("message", "?"));
                return Object(w => w.WriteString("answer", answer is RpcAnswer.Result result ? result.Value.GetRawText() : answer.GetType().Name));
            case "error":
                return new ClientAnswer.Relayed(call.Arguments);
            case "say":
                return Object(w =>
                {
                    w.WriteStartArray("content");
                    w.WriteStartObject();
                    w.WriteString("type", "text");
                    w.WriteString("text", "said");
                    w.WriteEndObject();
                    w.WriteEndArray();
                });
        }

        return Object(w =>
        {
            w.WritePropertyName("arguments");
            w.WriteAsSent(call.Arguments);
            w.WriteBoolean("canElicit", call.Channel.CanElicit);
            w.WriteString("resultType", "vendor");
        });
    }

    public Task<ClientAnswer> RequestAsync(ClientRequest request, CancellationToken cancellation) =>
        Task.FromResult<ClientAnswer>(new ClientAnswer.Error(RpcError.MethodNotFound, "Method not found: " + request.Method));

    public Task<IResourceWatch> WatchAsync(ImmutableArray<string> uris, IClientChannel channel, CancellationToken cancellation) =>
        Task.FromResult<IResourceWatch>(new Watch(uris));

    public void OnRootsChanged()
    {
    }

    public IReadOnlyList<HeaderParameter> HeaderParameters(string tool) => Parameters;

    public Task<ClientAnswer.Error?> WhyNotForAsync(string? purpose) => Task.FromResult<ClientAnswer.Error?>(null);

    public Task DenyAsync(string method, string reason)
    {
        Denied.Add(reason);
        return Task.CompletedTask;
    }

    public Task CloseAsync(string reason)
    {
        Closed.Add(reason);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ClientAnswer.Result Object(Action<Utf8JsonWriter> members) => new ClientAnswer.Result(w =>
    {
        w.WriteStartObject();
        members(w);
        w.WriteEndObject();
    });

    /// <summary>Every resource that is asked for.</summary>
    private sealed record Watch(ImmutableArray<string> Uris) : IResourceWatch
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
