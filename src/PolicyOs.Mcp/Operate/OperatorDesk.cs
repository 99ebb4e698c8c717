using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;
using PolicyOs.Journal.Sqlite;
using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.Mcp.Operate;

/// <summary>An open journal with its bundle, as operating commands see it: folds of streams, the roster, signed acts.</summary>
internal sealed class OperatorDesk : IAsyncDisposable
{
    private readonly SqliteJournal _journal;

    private OperatorDesk(SqliteJournal journal, CompiledBundle bundle) => (_journal, Bundle) = (journal, bundle);

    /// <summary>The bundle that states are folded by.</summary>
    public CompiledBundle Bundle { get; }

    /// <summary>The journal.</summary>
    public IJournalStore Journal => _journal;

    /// <summary>The stream that holds the roster.</summary>
    public string BundleStream => "bundle/" + Uri.EscapeDataString(Bundle.Name);

    /// <summary>Opens the journal that the options name, beside a gateway that may be serving from it.</summary>
    /// <exception cref="OperateException">The bundle has errors, or no bundle is named.</exception>
    /// <exception cref="JournalException">The journal cannot be opened.</exception>
    public static OperatorDesk Open(ParseResult arguments)
    {
        string directory = arguments.GetValue(OperateOptions.Bundle) ?? throw new OperateException("--bundle DIR is needed: states are read by its contract", ExitCodes.Usage);
        BundleLoad load = BundleLoader.Load(directory);
        if (load.Bundle is not { } bundle)
        {
            BundleReport.Write(load, Console.Error);
            throw new OperateException("the bundle has errors", ExitCodes.DoesNotHold);
        }

        string path = StoreOption.PathOf(arguments.GetValue(OperateOptions.Store), bundle.Name);
        var file = new SqliteJournalOptions(path, SqliteAccess.Operate) { Create = false };
        return new(SqliteJournal.Open(file, new("policyos/" + bundle.Workflow, TimeProvider.System, NewIds.Next)), bundle);
    }

    /// <summary>Who may act.</summary>
    public async Task<OperatorRoster> RosterAsync()
    {
        OperatorRoster roster = OperatorRoster.Empty(_journal.Id);
        await foreach (JournalEvent e in _journal.ReadAsync(BundleStream, 1, CancellationToken.None))
        {
            roster = roster.Apply(e).Roster;
        }

        return roster;
    }

    /// <summary>The operator whose key this is: what anybody else signs does not count.</summary>
    /// <exception cref="OperateException">The key is of no active operator of this journal.</exception>
    public async Task<Journal.Operators.Operator> OwnerAsync(OperatorKey key) =>
        (await RosterAsync()).Operators.FirstOrDefault(o => o.Name == key.Name && o.IsActive && o.PublicKey == key.PublicKey)
        ?? throw new OperateException($"{key.Name} is not an active operator of this journal", ExitCodes.DoesNotHold);

    /// <summary>Every session stream, in order.</summary>
    public IAsyncEnumerable<string> SessionStreamsAsync() => _journal.StreamsAsync("session/", CancellationToken.None);

    /// <summary>The one session stream whose id is, or starts with, what was given.</summary>
    /// <exception cref="OperateException">There is none, or more than one.</exception>
    public async Task<string> FindSessionAsync(string id)
    {
        List<string> found = await SessionStreamsAsync().Where(stream => IdOf(stream).StartsWith(id, StringComparison.Ordinal)).ToListAsync();
        return found.Count == 1
            ? found[0]
            : throw new OperateException(found.Count == 0 ? $"there is no session `{id}`" : $"`{id}` stands for {found.Count} sessions; write more of the id", ExitCodes.DoesNotHold);
    }

    /// <summary>The session's id in a stream's name.</summary>
    public static string IdOf(string stream) => Uri.UnescapeDataString(stream[(stream.LastIndexOf('/') + 1)..]);

    /// <summary>The principal's id in a stream's name.</summary>
    public static string PrincipalOf(string stream) => Uri.UnescapeDataString(stream.Split('/')[1]);

    /// <summary>The fold of a session's stream; acts that are not signed by an operator do not count.</summary>
    public async Task<SessionState> SessionAsync(string stream)
    {
        OperatorRoster roster = await RosterAsync();
        SessionState state = SessionState.Initial(Bundle);
        await foreach (JournalEvent e in _journal.ReadAsync(stream, 1, CancellationToken.None))
        {
            bool counts = !OperatorActTypes.IsAct(e) || roster.Judge(e).IsBelieved;
            state = counts && EventCodec.Read(Bundle, e.Draft.Type, e.Draft.Data.Span) is { } known
                ? PolicyEngine.Apply(Bundle, state, known)
                : state with { Version = e.Sequence };
        }

        return state;
    }

    /// <summary>The tenant that a session's events name.</summary>
    public async Task<string> TenantOfAsync(string stream) =>
        (await _journal.ReadAsync(stream, 1, CancellationToken.None).FirstAsync()).Draft.TenantId ?? "default";

    /// <summary>Signs an event for every stream that it goes to and appends it, all or none; decides again when a stream moved.</summary>
    /// <param name="key">Who acts.</param>
    /// <param name="stream">The session's stream.</param>
    /// <param name="act">The event, given the state as it stands.</param>
    public async Task AppendAsync(OperatorKey key, string stream, Func<SessionState, EngineEvent> act)
    {
        string tenant = "tenant/" + Uri.EscapeDataString(await TenantOfAsync(stream));
        while (true)
        {
            EngineEvent e = act(await SessionAsync(stream));
            var streams = new List<string>();
            AddIf(streams, e.Streams.HasFlag(EventStreams.Session), stream);
            AddIf(streams, e.Streams.HasFlag(EventStreams.Tenant), tenant);
            AddIf(streams, e.Streams.HasFlag(EventStreams.Everyone), "tenant/*");
            var appends = new List<StreamAppend>();
            foreach (string name in streams)
            {
                appends.Add(await SignAsync(key, name, EventCodec.TypeOf(e), EventCodec.Write(Bundle, e)));
            }

            if ((await _journal.AppendAsync(appends, Durability.Synced, CancellationToken.None)).IsAppended)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async Task<StreamAppend> SignAsync(OperatorKey key, string stream, string type, byte[] data)
    {
        long head = await _journal.HeadAsync(stream, CancellationToken.None);
        string? previous = head == 0 ? null : (await _journal.ReadAsync(stream, head, CancellationToken.None).FirstAsync()).Hash;
        EventDraft draft = SignedAct.Sign(key, _journal.Id, stream, previous, type, data, TimeProvider.System.GetUtcNow());
        return new(stream, head, [draft with { PolicyVersion = Bundle.Digest }]);
    }

    private static void AddIf(List<string> streams, bool isOne, string stream)
    {
        if (isOne)
        {
            streams.Add(stream);
        }
    }
}
