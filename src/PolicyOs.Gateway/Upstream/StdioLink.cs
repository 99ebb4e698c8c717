using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Lines over the standard streams of a child process.</summary>
internal sealed class StdioLink : IUpstreamLink
{
    private readonly string _server;
    private readonly UpstreamProcess _process;
    private readonly UpstreamSettings _settings;

    private StdioLink(string server, UpstreamProcess process, UpstreamSettings settings)
    {
        (_server, _process, _settings) = (server, process, settings);
        Outlet = new MessageSink(process.Input);
    }

    /// <inheritdoc/>
    public IMessageOutlet Outlet { get; }

    /// <inheritdoc/>
    public string? Exit => _process.Exit;

    /// <inheritdoc/>
    public Action<RpcId, TimeSpan>? Suspended { get; set; }

    /// <summary>Starts the process.</summary>
    /// <exception cref="UpstreamStartException">It cannot be started.</exception>
    public static StdioLink Open(Server server, ServerTransport.Stdio stdio, UpstreamSettings settings, ILogger log) =>
        new(server.Name, UpstreamProcess.Start(server, stdio, settings, log), settings);

    /// <inheritdoc/>
    public void Start(RpcPeer peer) => LineLoop.Start("policyos upstream " + _server, _process.Output, peer, _settings.Edge);

    /// <inheritdoc/>
    public void Speak(string? protocolVersion)
    {
        // Lines carry no version.
    }

    /// <inheritdoc/>
    public void Learn(ImmutableArray<JsonElement> tools)
    {
        // Lines repeat no arguments.
    }

    /// <inheritdoc/>
    public bool TryCancel(RpcId id) => false;

    /// <inheritdoc/>
    public void Forget(RpcId id)
    {
        // A request holds nothing of the stream.
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
