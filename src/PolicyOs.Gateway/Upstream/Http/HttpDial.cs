using System.Net;
using System.Net.Sockets;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>The client that dials upstreams: no redirects, proxies, cookies, credentials of the machine, or refused addresses (spec 3.1).</summary>
internal static class HttpDial
{
    /// <summary>A client for one server under one credential.</summary>
    /// <param name="connectTimeout">How long one dial may take.</param>
    public static HttpClient NewClient(TimeSpan connectTimeout) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = connectTimeout,
            ConnectCallback = ConnectAsync,
        },
        disposeHandler: true)
    {
        // Calls have limits of their own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // Names are resolved here and dialled by address, so that what was checked is what is dialled.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] found = IPAddress.TryParse(context.DnsEndPoint.Host, out IPAddress? written)
            ? [written]
            : await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        foreach (IPAddress address in found)
        {
            if (RefusedAddress.KindOf(address) is { } kind)
            {
                throw new IOException($"its address {address} is refused: {kind}");
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
