using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Pinning;

/// <summary>The pins of every server of a bundle, shared by all sessions, and what is told about what differs (spec 3.6).</summary>
internal sealed class PinBook
{
    private readonly ImmutableArray<IServerPins> _servers;
    private readonly SessionRecords _records;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<(string Server, PinnedKind Kind, string Key), string> _told = new();
    private readonly ConcurrentDictionary<(int Server, string Name), bool> _compared = new();
    private readonly Lock _gate = new();
    private Task _written = Task.CompletedTask;

    private PinBook(CompiledBundle bundle, Dictionary<string, Dictionary<string, string>> seen, SessionRecords records, ILogger log)
    {
        (_records, _log) = (records, log);
        _servers = [.. bundle.Servers.Select((server, number) => Of(bundle, server, number, seen))];
    }

    /// <summary>Reads the pins: the lock's where there is a lock, else those that the journal has.</summary>
    public static async Task<PinBook> OpenAsync(CompiledBundle bundle, IJournal journal, SessionRecords records, ILogger log)
    {
        var seen = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        if (bundle.Lock is null)
        {
            await foreach (JournalEvent e in journal.ReadAsync(StreamNames.Bundle(bundle.Name), 1, CancellationToken.None))
            {
                if (e.Draft.Type == SessionRecords.ToolsChanged)
                {
                    Remember(seen, JsonElement.Parse(e.Draft.Data.Span));
                }
            }
        }

        return new(bundle, seen, records, log);
    }

    /// <summary>Compares what a server offers with its pins.</summary>
    public OfferVerdict Judge(int server, ServerOffer offer) => _servers[server].Judge(offer);

    /// <summary>Tells the log and the journal what is quarantined, once for each reason.</summary>
    public void Tell(Server server, PinnedKind kind, string key, string reason)
    {
        if (_told.TryGetValue((server.Name, kind, key), out string? last) && last == reason)
        {
            return;
        }

        _told[(server.Name, kind, key)] = reason;
        UpstreamLog.Quarantined(_log, server.Name, kind, key, reason);
        Write(() => _records.QuarantinedAsync(server.Name, kind, key, reason));
    }

    /// <summary>What was quarantined is as it was pinned again: the next time is news.</summary>
    public void Forget(Server server, PinnedKind kind, string key) => _told.TryRemove((server.Name, kind, key), out _);

    /// <summary>Warns, once each, of names within two edits of an exposed tool of another server (spec 3.5).</summary>
    public void WarnOfNearNames(CompiledBundle bundle, ImmutableArray<UpstreamServer> servers)
    {
        for (int number = 0; number < servers.Length; number++)
        {
            foreach (string name in servers[number].Tools.Select(tool => ServerOffer.KeyOf(tool, PinnedKind.Tool)).OfType<string>())
            {
                if (!_compared.TryAdd((number, name), true))
                {
                    continue;
                }

                foreach (Tool tool in bundle.Tools.Where(tool => tool.IsAllowed && tool.Server != number && EditDistance.IsWithinTwo(tool.Name, name)))
                {
                    UpstreamLog.NearName(_log, servers[number].Server.Name, name, tool.Name, bundle.Servers[tool.Server].Name);
                }
            }
        }
    }

    /// <summary>Ends when everything told so far is in the journal.</summary>
    public Task WrittenAsync()
    {
        lock (_gate)
        {
            return _written;
        }
    }

    private IServerPins Of(CompiledBundle bundle, Server server, int number, Dictionary<string, Dictionary<string, string>> seen)
    {
        var declared = bundle.Tools.Where(tool => tool.Server == number).Select(tool => tool.UpstreamName).ToFrozenSet(StringComparer.Ordinal);
        return bundle.Lock is { } pins
            ? new LockedPins(server.Name, pins.Servers.GetValueOrDefault(server.Name), declared)
            : new FirstSeenPins(
                declared,
                seen.GetValueOrDefault(server.Name) ?? new(StringComparer.Ordinal),
                fresh => Write(() => _records.FirstSeenAsync(server.Name, fresh)));
    }

    // One after the other, and nobody waits: what is decided by a pin is decided from memory.
    private void Write(Func<Task> write)
    {
        lock (_gate)
        {
            _written = AfterAsync(_written, write);
        }
    }

    private async Task AfterAsync(Task before, Func<Task> write)
    {
        await before;
        try
        {
            await write();
        }
        catch (JournalException e)
        {
            UpstreamLog.NotJournaled(_log, e.Message);
        }
    }

    // The first word counts: a later one, whoever wrote it, is no pin.
    private static void Remember(Dictionary<string, Dictionary<string, string>> seen, JsonElement data)
    {
        if (!data.TryGetProperty("server"u8, out JsonElement name) || name.GetString() is not { } server
            || !data.TryGetProperty("first_seen"u8, out JsonElement first))
        {
            return;
        }

        if (!seen.TryGetValue(server, out Dictionary<string, string>? pins))
        {
            seen[server] = pins = new(StringComparer.Ordinal);
        }

        foreach (JsonProperty pin in first.EnumerateObject())
        {
            pins.TryAdd(pin.Name, pin.Value.GetString()!);
        }
    }
}
