using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>Kestrel with one handler and nothing else: no container, no configuration, no signal handling of its own.</summary>
internal sealed class HttpListening : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private readonly RequestDelegate _handle;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private KestrelServer? _server;

    /// <summary>Not listening yet.</summary>
    public HttpListening(RequestDelegate handle, ILoggerFactory logs) => (_handle, _logs, _log) = (handle, logs, logs.CreateLogger("policyos"));

    /// <summary>Begins to listen.</summary>
    /// <returns>The address with the port that was given.</returns>
    /// <exception cref="IOException">The address is taken, or not this machine's.</exception>
    public async Task<IPEndPoint> StartAsync(IPEndPoint address, CancellationToken cancellation)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };

        // Bodies are bounded where they are read, with an answer that says so.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MaxConcurrentConnections = 1024;

        // Read ahead for one connection: requests sent on while nobody reads the answers wait at their sender.
        options.Limits.MaxRequestBufferSize = 64 * 1024;
        options.Listen(address, static listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), _logs), _logs);
        await _server.StartAsync(this, cancellation);
        return new IPEndPoint(address.Address, new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
    }

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await _handle(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            ClientLog.Refused(_log, e.Message);
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = e.StatusCode;
            }
        }
        catch (Exception e)
        {
            ClientLog.Failed(_log, e, context.Request.Method);
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing of it outlives the request.
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            using var grace = new CancellationTokenSource(s_grace);
            await _server.StopAsync(grace.Token);
            _server.Dispose();
        }
    }
}
