using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;

namespace PolicyOs.Gateway.Upstream;

/// <summary>The servers behind one client session, and what they offer together.</summary>
internal sealed class UpstreamSet : IAsyncDisposable
{
    /// <summary>How long a client's hello waits for servers at most (spec 3.1).</summary>
    private static readonly TimeSpan s_helloWait = TimeSpan.FromSeconds(5);

    private readonly CompiledBundle _bundle;
    private readonly UpstreamSettings _settings;
    private readonly PinBook _pins;
    private readonly ILogger _log;
    private readonly ImmutableArray<UpstreamServer> _servers;
    private readonly HashSet<UpstreamServer> _given = [];
    private readonly Lock _gate = new();

    /// <summary>Servers that have not been started, and those of another set that are reached in the same way, as they are.</summary>
    /// <param name="bundle">The contract.</param>
    /// <param name="settings">What all servers have in common.</param>
    /// <param name="pins">What their definitions are held against.</param>
    /// <param name="log">For people.</param>
    /// <param name="before">The session's servers under another bundle; null when there were none.</param>
    public UpstreamSet(CompiledBundle bundle, UpstreamSettings settings, PinBook pins, ILogger log, UpstreamSet? before = null)
    {
        (_bundle, _settings, _pins, _log) = (bundle, settings, pins, log);
        _servers = [.. bundle.Servers.Select((server, number) => before?.Give(server, number, OfferScope.Of(bundle, number), pins)
            ?? new UpstreamServer(server, number, OfferScope.Of(bundle, number), settings, pins, log))];
        foreach (UpstreamServer server in _servers)
        {
            server.Changing = () => Changing?.Invoke();
            server.Offered = Rebuild;
            server.Changed = () => Changed?.Invoke();
        }
    }

    /// <summary>What is offered now.</summary>
    public ToolCatalog Catalog { get; private set; } = ToolCatalog.Empty;

    /// <summary>Called when a server has announced another list, before it is read.</summary>
    public Action? Changing { get; set; }

    /// <summary>Called when <see cref="Catalog"/> was replaced, before a call can go where it differs.</summary>
    public Action? Replaced { get; set; }

    /// <summary>Called when what is offered has changed.</summary>
    public Action? Changed { get; set; }

    /// <summary>The least level of log messages that a legacy client has set; null before it has.</summary>
    public string? LogLevel { get; set; }

    /// <summary>A server by its number.</summary>
    public UpstreamServer this[int server] => _servers[server];

    /// <summary>The servers, by number.</summary>
    public ImmutableArray<UpstreamServer> Servers => _servers;

    /// <summary>Starts every process at once; what they say is read from now on.</summary>
    /// <exception cref="UpstreamStartException">A command is not there, or could not be started.</exception>
    public void Spawn()
    {
        foreach (UpstreamServer server in _servers)
        {
            server.Spawn();
        }
    }

    /// <summary>Greets the servers, and waits for them as long as a client's hello may wait.</summary>
    /// <returns>Null when at least one is there, or may still come; else why there is none.</returns>
    public async Task<string?> BeginAsync(ClientHello client)
    {
        foreach (UpstreamServer server in _servers)
        {
            server.Begin(client);
        }

        Task attempts = Task.WhenAll(_servers.Select(server => server.FirstAttempt));
        try
        {
            // Attempts with shorter limits of their own end by them: then it is known whether all have failed.
            bool endsItself = _bundle.Servers.All(server => server.StartTimeout <= s_helloWait);
            await (endsItself ? attempts : attempts.WaitAsync(s_helloWait, _settings.Time));
        }
        catch (TimeoutException)
        {
            // The rest arrives later, and list_changed tells when.
            return null;
        }

        return _servers.All(server => server.Connection is null && server.Tools.IsEmpty)
            ? string.Join("; ", _servers.Select(server => $"server {server.Server.Name}: {server.Problem.Why}"))
            : null;
    }

    /// <summary>
    /// Ends when what is decided about a server's tools is decided by what all servers offer now: its own list has been read, and those of the others,
    /// which may have begun to offer its names, or they have taken too long.
    /// </summary>
    public Task RefreshedAsync(int server)
    {
        for (int i = 0; i < _servers.Length; i++)
        {
            if (!ReadingAsync(i, server).IsCompletedSuccessfully)
            {
                return Task.WhenAll(Enumerable.Range(0, _servers.Length).Select(other => ReadingAsync(other, server)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends when every list that was announced as changed has been read.</summary>
    public Task RefreshedAsync() => Task.WhenAll(_servers.Select(server => server.RefreshedAsync()));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Where(server => !_given.Contains(server)).Select(server => server.DisposeAsync().AsTask()));

    private UpstreamServer? Give(Server server, int number, OfferScope scope, PinBook pins)
    {
        if (_servers.FirstOrDefault(mine => ConnectionTerms.Of(mine.Server) == ConnectionTerms.Of(server)) is not { } given || !_given.Add(given))
        {
            return null;
        }

        given.Become(server, number, scope, pins);
        return given;
    }

    private Task ReadingAsync(int server, int of) => server == of ? _servers[server].RefreshedAsync() : _servers[server].SoonRefreshed;

    private void Rebuild()
    {
        lock (_gate)
        {
            Catalog = ToolCatalog.Build(_bundle, _servers, Catalog, _log);
            QuarantineReport.Tell(_bundle, _servers, Catalog, _pins, _log);
            Replaced?.Invoke();
        }
    }
}
