using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client.Http;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Reloading;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Journal;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway;

/// <summary>The gateway on Streamable HTTP: many clients of both eras, one endpoint, to the end of the process (spec 3.1).</summary>
public static class HttpGateway
{
    /// <summary>Serves until told to stop.</summary>
    /// <param name="address">From <see cref="HttpAddress.Parse"/>.</param>
    /// <param name="options">What the operator decided.</param>
    /// <param name="journal">Where everything is written.</param>
    /// <param name="logs">For people.</param>
    /// <param name="bundles">Changes of the bundle, which sessions opened from then on are served; null when it does not change.</param>
    /// <param name="stop">Ends the gateway.</param>
    /// <returns>0, or 3 when it cannot listen or no server could be started.</returns>
    public static async Task<int> RunAsync(IPEndPoint address, GatewayOptions options, IJournalStore journal, ILoggerFactory logs, ChannelReader<BundleOffer>? bundles, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ILogger log = logs.CreateLogger("policyos");
        await using var factory = await SessionFactory.CreateAsync(options, journal, log, stop);
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
        await using var registry = new SessionRegistry(options.SessionBounds, factories.Create, options.Time, log);
        HttpEndpoint endpoint = Endpoint(registry, options, _ => options.Principal, log, stop);
        await using var listener = new HttpListening(endpoint.HandleAsync, logs);
        try
        {
            IPEndPoint bound = await listener.StartAsync(address, stop);
            GatewayLog.Listening(log, $"http://{bound}/mcp");
        }
        catch (IOException e)
        {
            GatewayLog.CannotStart(log, $"cannot listen on {address}: {e.Message}");
            return 3;
        }

        await Task.WhenAny(factory.Failed, Task.Delay(Timeout.InfiniteTimeSpan, options.Time, stop));
        if (factory.Failed.IsCompleted)
        {
            GatewayLog.CannotStart(log, await factory.Failed);
            return 3;
        }

        return 0;
    }

    /// <summary>The endpoint over a registry of sessions.</summary>
    internal static HttpEndpoint Endpoint(
        SessionRegistry registry, GatewayOptions options, Func<Microsoft.AspNetCore.Http.HttpContext, Principal> identify, ILogger log, CancellationToken stop)
    {
        bool isStateful = StatefulBundle.Is(options.Bundle);
        SessionDoor Door(Principal principal, string? connection) =>
            new(registry, principal, options.Bundle.Agent, options.Bundle.Session.SessionKey, isStateful, connection);
        return Endpoint(Door, StrictOptions.Message with { MaxBytes = options.MaxMessage }, options.Time, identify, log, stop);
    }

    /// <summary>The endpoint over whatever gives out sessions.</summary>
    internal static HttpEndpoint Endpoint(
        Func<Principal, string?, SessionDoor> doors,
        StrictOptions edge,
        TimeProvider time,
        Func<Microsoft.AspNetCore.Http.HttpContext, Principal> identify,
        ILogger log,
        CancellationToken stop)
    {
        var backlog = new Backlog();
        return new HttpEndpoint(
            identify,
            new HttpSessions(doors, backlog, log),
            principal =>
            {
                SessionDoor door = doors(principal, null);
                return (door, new ModernClient(door, log, stop));
            },
            backlog,
            edge,
            time,
            log);
    }
}
