using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;
using PolicyOs.Journal.Records;
using PolicyOs.Journal.Sqlite;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Recorded;

/// <summary>A journal as it is read after the fact, beside a gateway that may be serving from it: sessions, and what was kept beside them.</summary>
internal sealed class RecordedJournal : IAsyncDisposable
{
    private readonly SqliteJournal _journal;
    private OperatorRoster? _roster;

    private RecordedJournal(SqliteJournal journal)
    {
        _journal = journal;
        Records = new JournalRecords(journal);
    }

    /// <summary>What is kept beside the journal.</summary>
    public IKeptRecords Records { get; }

    /// <summary>Opens a journal: sqlite:PATH.</summary>
    /// <param name="source">Where it is; null for the default of a bundle.</param>
    /// <param name="bundle">The name of the bundle whose default journal is meant.</param>
    /// <exception cref="JournalException">It cannot be opened.</exception>
    public static RecordedJournal Open(string? source, string bundle)
    {
        string path = StoreOption.PathOf(source, bundle);
        return new(SqliteJournal.Open(new(path, SqliteAccess.Operate) { Create = false }, new("policyos/" + bundle, TimeProvider.System, NewIds.Next)));
    }

    /// <summary>Every session, in the order of their streams.</summary>
    public async Task<ImmutableArray<RecordedSession>> SessionsAsync()
    {
        var sessions = ImmutableArray.CreateBuilder<RecordedSession>();
        await foreach (string stream in _journal.StreamsAsync("session/", CancellationToken.None))
        {
            sessions.Add(await SessionAsync(stream));
        }

        return sessions.ToImmutable();
    }

    /// <summary>The one session whose id is, or starts with, what was given.</summary>
    /// <exception cref="OperateException">There is none, or more than one.</exception>
    public async Task<RecordedSession> FindAsync(string id)
    {
        List<string> found = await _journal.StreamsAsync("session/", CancellationToken.None)
            .Where(stream => OperatorDesk.IdOf(stream).StartsWith(id, StringComparison.Ordinal)).ToListAsync();
        return found.Count == 1
            ? await SessionAsync(found[0])
            : throw new OperateException(found.Count == 0 ? $"there is no session `{id}`" : $"`{id}` stands for {found.Count} sessions; write more of the id", ExitCodes.DoesNotHold);
    }

    /// <summary>The events of a tenant's stream; <c>*</c> is that of <c>per: global</c> rates.</summary>
    public Task<ImmutableArray<RecordedEvent>> TenantAsync(string tenant) => EventsAsync("tenant/" + (tenant == "*" ? tenant : Uri.EscapeDataString(tenant)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async Task<RecordedSession> SessionAsync(string stream)
    {
        ImmutableArray<RecordedEvent> events = await EventsAsync(stream);
        string tenant = events.FirstOrDefault(static e => e.Type == "policyos.session.opened")?.Text("tenant") ?? "default";
        return new(OperatorDesk.IdOf(stream), stream, tenant, events, await ContextsAsync(stream));
    }

    private async Task<ImmutableArray<RecordedEvent>> EventsAsync(string stream)
    {
        OperatorRoster roster = _roster ??= await RosterAsync();
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        await foreach (JournalEvent e in _journal.ReadAsync(stream, 1, CancellationToken.None))
        {
            // What the gateway did not believe, no decision was taken on.
            if (!OperatorActTypes.IsAct(e) || roster.Judge(e).IsBelieved)
            {
                events.Add(new(e.Sequence, e.Draft.Type, JsonElement.Parse(e.Draft.Data.Span), e.Draft.PolicyVersion ?? string.Empty));
            }
        }

        return events.ToImmutable();
    }

    private async Task<OperatorRoster> RosterAsync()
    {
        OperatorRoster roster = OperatorRoster.Empty(_journal.Id);
        await foreach (string stream in _journal.StreamsAsync("bundle/", CancellationToken.None))
        {
            await foreach (JournalEvent e in _journal.ReadAsync(stream, 1, CancellationToken.None))
            {
                roster = roster.Apply(e).Roster;
            }
        }

        return roster;
    }

    private async Task<ImmutableArray<RecordedContext>> ContextsAsync(string stream)
    {
        byte[]? content = await JournalRecords.FindAsync(_journal, RecordNames.Contexts(_journal.Keys, stream));
        return content is null ? [] : [.. SessionContexts.Read(content).Select(KeptContext.From)];
    }
}
