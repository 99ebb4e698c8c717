using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal;
using PolicyOs.Json.Strict;

namespace PolicyOs.Gateway;

/// <summary>The gateway on standard streams: one client, one session, to the end of its input (spec 3.1).</summary>
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
    /// <param name="stop">Ends the gateway as the end of input does.</param>
    /// <returns>0, or 3 when no server could be started.</returns>
    public static async Task<int> RunAsync(
        Stream input, Stream output, GatewayOptions options, IJournalStore journal, ILoggerFactory logs, CancellationToken stop)
    {
        ILogger log = logs.CreateLogger("policyos");
        StrictOptions edge = StrictOptions.Message with { MaxBytes = options.MaxMessage };
        var tenant = new TenantLedger(StreamNames.Tenant(options.Principal.Tenant), options.Bundle, journal);
        var everyone = new TenantLedger(StreamNames.Everyone, options.Bundle, journal);
        await tenant.CatchUpAsync(stop);
        await everyone.CatchUpAsync(stop);
        var records = new SessionRecords(journal, options);
        await records.BundleLoadedAsync();
        string id = options.ResumeSession ?? options.NewId(options.Time.GetUtcNow()).ToString("N");
        using var session = new GatewaySession(id, options, journal, tenant, everyone);
        if (options.ResumeSession is not null && await session.ResumeAsync() is { } problem)
        {
            GatewayLog.CannotStart(log, problem);
            return 3;
        }

        GatewayLog.Session(log, id);
        using IDisposable watch = journal.Watch(stream => OperatorActs.Follow(stream, session, log));
        await using var upstreams = new UpstreamSet(options.Bundle, new(options.Self, options.Environment, edge, options.Time), log);
        try
        {
            upstreams.Spawn();
        }
        catch (UpstreamStartException e)
        {
            GatewayLog.CannotStart(log, e.Message);
            return 3;
        }

        var server = new GovernedServer(session, upstreams, records, options, log);
        var client = new LegacyClient(new MessageSink(output), server, log);
        server.ToolsChanged = client.ToolsChanged;
        server.Announce = client.Announce;
        server.DefaultChannel = client;
        LineLoop.Start("policyos client", input, client.Peer, edge);
        using CancellationTokenRegistration registration = stop.Register(() => client.Peer.Close("the gateway was told to stop"));
        await Task.WhenAny(client.Gone, server.Failed);
        if (server.Failed.IsCompleted)
        {
            GatewayLog.CannotStart(log, await server.Failed);
            await client.IdleAsync().WaitAsync(s_settle, options.Time, CancellationToken.None);
            return 3;
        }

        await EndAsync(client, session, options, log);
        return 0;
    }

    private static async Task EndAsync(LegacyClient client, GatewaySession session, GatewayOptions options, ILogger log)
    {
        try
        {
            await client.IdleAsync().WaitAsync(s_settle, options.Time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            GatewayLog.Unsettled(log);
        }

        if (options.ResumeSession is null)
        {
            await session.CloseAsync("the client disconnected");
        }
    }
}
