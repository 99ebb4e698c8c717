using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;
using PolicyOs.Mcp.Commands;
using PolicyOs.Mcp.Recorded;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Live;

/// <summary>A real gateway for one golden task: a process of its own with a journal of its own, in front of the bundle's own servers.</summary>
internal sealed class LiveGateway : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CompiledBundle _bundle;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policyos-live-");
    private readonly string _store;

    /// <summary>Starts the process; nothing is said yet.</summary>
    /// <exception cref="SurfaceException">It cannot be started.</exception>
    public LiveGateway(CompiledBundle bundle, GoldenTask task)
    {
        _bundle = bundle;
        _store = "sqlite:" + Path.Combine(_folder.FullName, "journal.db");
        List<string> arguments = ["run", "--bundle", bundle.Directory, "--store", _store, "--approval-wait-ms", "5000", "--min-answer-ms", "0"];
        if (task.Principal is { } principal)
        {
            string file = Path.Combine(_folder.FullName, "principal.json");
            File.WriteAllBytes(file, Write(principal));
            arguments.AddRange(["--principal", file]);
        }

        if (task.Purpose is { } purpose)
        {
            arguments.AddRange(["--purpose", purpose]);
        }

        Surface = new ProcessSurface(SelfLocation.Command, arguments, task.Environment.ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>The connection to it.</summary>
    public ProcessSurface Surface { get; }

    /// <summary>The session as its journal has it when every call is settled: its fold and the events of calls and approvals after a sequence.</summary>
    public async Task<(SessionState State, long Last, ImmutableArray<string> Events)> ReadAsync(long after)
    {
        RecordedSession session = await SettledAsync();
        SessionState state = RecordedState.After(
            _bundle, session, long.MaxValue, [], [], Principal.Anonymous, ImmutableDictionary<string, string?>.Empty, default, default).Session;
        return (state, session.Events[^1].Sequence,
        [
            .. session.Events.Where(e => e.Sequence > after).Select(static e => e.Type["policyos.".Length..])
                .Where(static type => type.StartsWith("call.", StringComparison.Ordinal) || type.StartsWith("approval.", StringComparison.Ordinal)),
        ]);
    }

    // The answer to a read is not kept waiting for the journal: its last event comes a moment later (spec 5.2).
    private async Task<RecordedSession> SettledAsync()
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await using RecordedJournal journal = RecordedJournal.Open(_store, _bundle.Name);
            RecordedSession session = (await journal.SessionsAsync()).Single();
            if (session.Events.Count(static e => e.Type == "policyos.call.reserved") <= session.Events.Count(static e => e.Type is "policyos.call.committed" or "policyos.call.failed" or "policyos.call.in_doubt")
                || TimeProvider.System.GetElapsedTime(start) > s_patience)
            {
                return session;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Surface.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static byte[] Write(Principal principal)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            principal.WriteMembers(w);
            w.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
