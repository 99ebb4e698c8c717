using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>
/// Finds out which era a server speaks (spec 3.1; MCP 2026-07-28, versioning): the client's first, the other on refusal, what is known to be
/// refused last.
/// </summary>
internal sealed class Handshake(UpstreamConnection connection, Server server, ClientHello client, EraMemory eras, TimeProvider time)
{
    /// <summary>How long a process may be silent to server/discover before it is taken for an old one.</summary>
    private static readonly TimeSpan s_probe = TimeSpan.FromMilliseconds(500);

    /// <summary>The same for an HTTP server: one that does not know the method says so, so that silence means a slow way there.</summary>
    private static readonly TimeSpan s_farProbe = TimeSpan.FromSeconds(5);

    private (RpcId Id, Task<RpcAnswer> Answer)? _discovery;

    /// <summary>Greets the server.</summary>
    public async Task<(UpstreamHello? Hello, Unavailability? Problem)> RunAsync(CancellationToken cancellation)
    {
        try
        {
            return await GreetAsync(cancellation) switch
            {
                Greeting.Taken taken => (taken.Hello, null),
                Greeting.Failed failed => (null, failed.Problem),
                Greeting.Refused refused => (null, new("it did not take the handshake: " + refused.Why)),
                _ => (null, new("it did not take the handshake: no answer in time")),
            };
        }
        catch (OperationCanceledException)
        {
            return (null, new("it did not take the handshake: no answer in time"));
        }
        finally
        {
            if (_discovery is { } open)
            {
                connection.Forget(open.Id);
            }
        }
    }

    /// <summary>
    /// What a server says of itself now. One of 2026-07-28 is tied to nothing that it said before: behind its address there may be another.
    /// </summary>
    /// <param name="connection">To the server.</param>
    /// <param name="last">What it said last; stays so in the legacy era, and where it does not answer.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<UpstreamHello> AgainAsync(UpstreamConnection connection, UpstreamHello last, CancellationToken cancellation) =>
        connection.IsModern && await connection.AskAsync("server/discover", null, cancellation) is RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result }
            ? Discovered(result) ?? last
            : last;

    private async Task<Greeting> GreetAsync(CancellationToken cancellation)
    {
        if (server.Protocol != ProtocolEra.Auto)
        {
            return server.Protocol == ProtocolEra.Legacy ? await InitializeAsync(cancellation) : await DiscoverAsync(Timeout.InfiniteTimeSpan, cancellation);
        }

        bool modernFirst = eras.ModernFirst(server, client.IsModern);
        Greeting first = modernFirst ? await DiscoverAsync(server.Transport is ServerTransport.Http ? s_farProbe : s_probe, cancellation) : await InitializeAsync(cancellation);
        switch (first)
        {
            case Greeting.Silent:
                return await AskBothAsync(cancellation);
            case Greeting.Failed when connection.Closed.IsCompleted:
                eras.Ended(server, atModern: modernFirst);
                return first;
            case Greeting.Taken or Greeting.Failed:
                Remember(first, modernFirst, otherIsRefused: false);
                return first;
        }

        Greeting second = modernFirst ? await InitializeAsync(cancellation) : await DiscoverAsync(Timeout.InfiniteTimeSpan, cancellation);
        Remember(second, !modernFirst, otherIsRefused: true);
        return (first, second) is (Greeting.Refused one, Greeting.Refused other) ? new Greeting.Refused($"{one.Why}; {other.Why}") : second;
    }

    // An old server that does not answer what it does not know, or any that is slow to start: the first question stays open beside the second,
    // and silence is nothing to remember.
    private async Task<Greeting> AskBothAsync(CancellationToken cancellation)
    {
        using var legacy = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<Greeting> initialize = InitializeAsync(legacy.Token);
        await Task.WhenAny(initialize, _discovery!.Value.Answer);
        if (await LateAsync() is Greeting.Taken)
        {
            // A server that takes both has begun a legacy session with the second. One that does not answer it is not waited for.
            await Task.WhenAny(initialize, Task.Delay(s_probe, time, legacy.Token));
            await legacy.CancelAsync();
        }

        Greeting second = await initialize;
        if (second is Greeting.Taken)
        {
            Remember(second, isModern: false, otherIsRefused: await LateAsync() is Greeting.Refused);
            return second;
        }

        if (second is Greeting.Refused || await LateAsync() is Greeting.Taken)
        {
            Greeting first = await DiscoverAsync(Timeout.InfiniteTimeSpan, cancellation);
            Remember(first, isModern: true, otherIsRefused: second is Greeting.Refused);
            return (first, second) is (Greeting.Refused one, Greeting.Refused other) ? new Greeting.Refused($"{one.Why}; {other.Why}") : first;
        }

        return second;
    }

    // What has been answered to the question that is open.
    private async Task<Greeting> LateAsync() => _discovery!.Value.Answer is { IsCompleted: true } answer ? Read(await answer) : new Greeting.Silent();

    private void Remember(Greeting greeting, bool isModern, bool otherIsRefused)
    {
        if (greeting is Greeting.Taken)
        {
            eras.Found(server, isModern, otherIsRefused);
        }
    }

    private async Task<Greeting> InitializeAsync(CancellationToken cancellation)
    {
        connection.Speak(null);
        RpcAnswer answer = await connection.AskAsync("initialize", w =>
        {
            w.WriteString("protocolVersion"u8, client.LegacyVersion);
            w.WritePropertyName("capabilities"u8);
            ClientCapabilities.Write(w, client, server.ClientRequests);
            w.WritePropertyName("clientInfo"u8);
            RequestStatement.WriteInfo(w, client);
        }, cancellation);
        if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result })
        {
            return NotTaken(answer, "initialize");
        }

        string version = Text(result, "protocolVersion"u8) ?? "";
        if (!ProtocolVersions.Legacy.Contains(version))
        {
            return new Greeting.Refused($"it answered with protocol version `{version}`, which is not supported");
        }

        connection.Speak(version);
        connection.Notify("notifications/initialized");
        return new Greeting.Taken(new(version, Member(result, "capabilities"u8), Member(result, "serverInfo"u8), Text(result, "instructions"u8)));
    }

    private async Task<Greeting> DiscoverAsync(TimeSpan limit, CancellationToken cancellation)
    {
        connection.Speak(ProtocolVersions.Modern);
        _discovery ??= connection.Ask("server/discover", null);
        RpcAnswer answer;
        try
        {
            answer = await _discovery.Value.Answer.WaitAsync(limit, time, cancellation);
        }
        catch (TimeoutException)
        {
            return new Greeting.Silent();
        }

        return Read(answer);
    }

    private static Greeting Read(RpcAnswer answer)
    {
        if (answer is not RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } result })
        {
            return NotTaken(answer, "server/discover");
        }

        return Discovered(result) is { } hello
            ? new Greeting.Taken(hello)
            : new Greeting.Refused($"its answer to server/discover does not name {ProtocolVersions.Modern}");
    }

    // Null when it does not speak 2026-07-28.
    private static UpstreamHello? Discovered(JsonElement result)
    {
        bool isModern = result.TryGetProperty("supportedVersions"u8, out JsonElement versions) && versions.ValueKind == JsonValueKind.Array
            && versions.EnumerateArray().Any(static v => v.ValueKind == JsonValueKind.String && v.ValueEquals(ProtocolVersions.Modern));
        JsonElement info = Member(Member(result, "_meta"u8), "io.modelcontextprotocol/serverInfo"u8);
        return isModern ? new(ProtocolVersions.Modern, Member(result, "capabilities"u8), info, Text(result, "instructions"u8)) : null;
    }

    private static Greeting NotTaken(RpcAnswer answer, string method) => answer switch
    {
        RpcAnswer.HttpRefused { Status: 401 or 403 } refused => new Greeting.Failed(new(DecisionCode.UpstreamUnauthorized, refused.Reason)),
        RpcAnswer.Lost or RpcAnswer.NotSent => new Greeting.Failed(new("it did not take the handshake: " + AnswerText.Of(answer))),
        _ => new Greeting.Refused($"{method}: {AnswerText.Of(answer)}"),
    };

    private static JsonElement Member(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object ? member : JsonElement.Parse("{}"u8);

    private static string? Text(JsonElement value, ReadOnlySpan<byte> name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
