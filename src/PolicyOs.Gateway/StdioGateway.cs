using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Reloading;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway;

/// <summary>The gateway on standard streams: one client, one session and those it names, to the end of its input (spec 3.1).</summary>
public static class StdioGateway
{
    /// <summary>How long running calls may take to settle after the client is gone (spec 3.1).</summary>
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(6);

    /// <summary>Serves one client.</summary>
    /// <param name="input">Messages from the client; read on a thread of its own.</param>
    /// <param name="output">Messages to the client.</param>
    /// <param name="options">What the operator decided.</param>
    /// <param name="journal">Where everything is written.</param>
    /// <param name="logs">For people.</param>
    /// <param name="bundles">Changes of the bundle, which sessions opened from then on are served; null when it does not change.</param>
    /// <param name="stop">Ends the gateway as the end of input does.</param>
    /// <returns>0, or 3 when no server could be started.</returns>
    public static async Task<int> RunAsync(
        Stream input, Stream output, GatewayOptions options, IJournalStore journal, ILoggerFactory logs, ChannelReader<BundleOffer>? bundles, CancellationToken stop)
    {
        ILogger log = logs.CreateLogger("policyos");
        await using SessionFactory factory = await SessionFactory.CreateAsync(options, journal, log, stop);
        if (await factory.PrepareAsync() is { } problem)
        {
            GatewayLog.CannotStart(log, problem);
            return 3;
        }

        try
        {
            factory.SpawnAhead();
        }
        catch (UpstreamStartException e)
        {
            GatewayLog.CannotStart(log, e.Message);
            return 3;
        }

        await using var factories = new SessionFactories(factory, options, journal, log);
        _ = bundles is null ? Task.CompletedTask : factories.FollowAsync(bundles, stop);
        await using var registry = new SessionRegistry(options.SessionBounds, factories.Create, options.Time, log) { EndReason = "the client disconnected" };
        var door = new SessionDoor(
            registry, options.Principal, options.Bundle.Agent, options.Bundle.Session.SessionKey, StatefulBundle.Is(options.Bundle), "stdio", holdsConnection: true);
        var client = new StdioClient(new MessageSink(output), door, log, stop);
        LineLoop.Start("policyos client", input, client.Peer, StrictOptions.Message with { MaxBytes = options.MaxMessage });
        using CancellationTokenRegistration registration = stop.Register(() => client.Peer.Close("the gateway was told to stop"));
        await Task.WhenAny(client.Gone, factory.Failed);
        await SettleAsync(client, options, log);
        if (factory.Failed.IsCompleted)
        {
            GatewayLog.CannotStart(log, await factory.Failed);
            return 3;
        }

        return 0;
    }

    private static async Task SettleAsync(StdioClient client, GatewayOptions options, ILogger log)
    {
        try
        {
            await client.IdleAsync().WaitAsync(s_settle, options.Time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            GatewayLog.Unsettled(log);
        }
    }
}
