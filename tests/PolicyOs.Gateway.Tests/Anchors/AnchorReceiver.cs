using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PolicyOs.Gateway.Tests.Anchors;

/// <summary>A listener on the loopback that takes posted anchors, and answers what it is told to.</summary>
internal sealed class AnchorReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly SemaphoreSlim _came = new(0);

    private AnchorReceiver(int port)
    {
        Address = $"http://127.0.0.1:{port}/anchors?token=secret";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it is posted to.</summary>
    public string Address { get; }

    /// <summary>What was posted: method, path, type and body.</summary>
    public ConcurrentQueue<string> Posted { get; } = new();

    /// <summary>The next answers; 204 when there is none, no answer at all for 0.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public static AnchorReceiver Start(params int[] answers)
    {
        while (true)
        {
            try
            {
                var receiver = new AnchorReceiver(FreePort());
                foreach (int answer in answers)
                {
                    receiver.Answers.Enqueue(answer);
                }

                return receiver;
            }
            catch (HttpListenerException)
            {
                // Somebody else took the port meanwhile.
            }
        }
    }

    /// <summary>One that listens where another listened, or was said to.</summary>
    public static AnchorReceiver StartAt(int port) => new(port);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends with the next request that has come.</summary>
    public Task CameAsync() => _came.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _came.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
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

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            Posted.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.ContentType} {await reader.ReadToEndAsync()}");
            int status = Answers.TryDequeue(out int given) ? given : 204;
            if (status != 0)
            {
                context.Response.StatusCode = status;
                context.Response.RedirectLocation = status == 302 ? "/elsewhere" : null;
                context.Response.Close();
            }

            _came.Release();
        }
    }
}
