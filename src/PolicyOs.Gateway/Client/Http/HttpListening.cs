using System.Net;
using System.Net.Sockets;
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

    /// <summary>Bytes that the system holds for one connection that does not read; left to itself it holds megabytes.</summary>
    private const int SystemBuffer = 128 * 1024;

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

        // What is read ahead and what is written ahead for one connection: a client that sends on and does not read waits, not we.
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxRequestBufferSize = 16 * 1024;
        options.Limits.MaxResponseBufferSize = 16 * 1024;
        options.Listen(address, static listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions { CreateBoundListenSocket = Listen }), _logs), _logs);
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

    // Connections have the buffers of the socket that accepts them.
    private static Socket Listen(EndPoint address)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
        socket.SendBufferSize = SystemBuffer;
        return socket;
    }
}
