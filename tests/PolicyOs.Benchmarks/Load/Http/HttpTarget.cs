using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>Something that serves the demo inbox over HTTP: the gateway, or a proxy that only passes on.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Command">What is started.</param>
/// <param name="Url">Where it then listens.</param>
/// <param name="Tool">What it calls the tool that reads a thread.</param>
internal sealed record HttpTarget(string Name, string[] Command, Uri Url, string Tool)
{
    private const string UpstreamTool = "threads.read";

    /// <summary>The gateway.</summary>
    public static HttpTarget Governed(SelfCommand program)
    {
        (string port, Uri url) = FreePort();
        string bundle = Path.Combine(AppContext.BaseDirectory, "Load", "bundle");
        return new("governed", [program.Program, .. program.Arguments, "run", "--bundle", bundle, "--store", "memory", "--http", "127.0.0.1:" + port], url, "read_thread");
    }

    /// <summary>npm's mcp-proxy.</summary>
    public static HttpTarget McpProxy(SelfCommand program)
    {
        (string port, Uri url) = FreePort();
        return new("mcp-proxy", ["node", Proxy("mcp-proxy/dist/bin/mcp-proxy.mjs"), "--host", "127.0.0.1", "--port", port, "--server", "stream", "--", .. Server(program)], url, UpstreamTool);
    }

    /// <summary>npm's supergateway, with a session each client as the others have; without, it starts a server for every request.</summary>
    public static HttpTarget Supergateway(SelfCommand program)
    {
        (string port, Uri url) = FreePort();
        return new(
            "supergateway",
            ["node", Proxy("supergateway/dist/index.js"), "--stdio", string.Join(' ', Server(program)), "--outputTransport", "streamableHttp", "--stateful", "--port", port, "--logLevel", "none"],
            url,
            UpstreamTool);
    }

    /// <summary>Starts the process.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(Command[0], Command[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string[] Server(SelfCommand program) => [program.Program, .. program.Arguments, "demo-server", "inbox"];

    private static string Proxy(string path)
    {
        string file = RepositoryRoot.At("tests", "PolicyOs.Benchmarks", "proxies", "node_modules", path);
        return File.Exists(file) ? file : throw new InvalidOperationException($"{file} is absent: run `npm ci` in tests/PolicyOs.Benchmarks/proxies");
    }

    private static (string Port, Uri Url) FreePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        return (port, new Uri($"http://127.0.0.1:{port}/mcp"));
    }
}
