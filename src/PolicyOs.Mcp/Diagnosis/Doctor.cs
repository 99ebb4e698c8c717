using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Journal;
using PolicyOs.Journal.Sqlite;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.Mcp.Diagnosis;

/// <summary>Looks at everything that a gateway needs to serve a bundle, and changes nothing.</summary>
internal sealed class Doctor(string directory, string? store, TimeProvider time, ILogger log)
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly List<Finding> _findings = [];

    /// <summary>Looks.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken stop)
    {
        BundleLoad load = BundleLoader.Load(directory);
        if (load.Bundle is not { } bundle)
        {
            Diagnostic[] errors = [.. load.Diagnostics.Where(finding => finding.Severity == Severity.Error)];
            Add("bundle", Grade.Fault, $"{errors[0]}{(errors.Length > 1 ? $", and {errors.Length - 1} more" : "")}; see `policyos check`");
            return _findings;
        }

        int warnings = load.Diagnostics.Count(finding => finding.Severity == Severity.Warning);
        Add("bundle", warnings > 0 ? Grade.Warning : Grade.Ok, $"{bundle.Workflow}, {bundle.Tools.Length} tools, mode {bundle.Session.Mode.ToString().ToLowerInvariant()}" + (warnings > 0 ? $", {warnings} warnings" : ""));
        Permissions(bundle);
        Lock(bundle);
        Variables(bundle);
        await ServersAsync(bundle, stop);
        await StoreAsync(bundle, stop);
        return _findings;
    }

    private void Permissions(CompiledBundle bundle)
    {
        if (!OperatingSystem.IsWindows())
        {
            var open = new List<string>();
            foreach (string file in Directory.EnumerateFiles(bundle.Directory, "*", SearchOption.AllDirectories).Append(bundle.Directory))
            {
                if ((File.GetUnixFileMode(file) & WritableByOthers) != UnixFileMode.None)
                {
                    open.Add(Path.GetRelativePath(bundle.Directory, file));
                }
            }

            Add("permissions", open.Count == 0 ? Grade.Ok : Grade.Warning, open.Count == 0 ? "only its owner can change the bundle" : "other users can change " + string.Join(", ", open.Take(5)));
        }

        foreach ((Server server, string given) in ExposedBundle.In(bundle))
        {
            Add("permissions", Grade.Warning, $"server {server.Name} was given `{given}`, which holds this bundle: its tools could rewrite the contract");
        }
    }

    private void Lock(CompiledBundle bundle)
    {
        if (bundle.Lock is not { } pins)
        {
            Add("lock", Grade.Warning, "there is no bundle.lock.json; definitions are pinned as first seen; write one with `policyos lock`");
        }
        else
        {
            string? problem = LockIntegrity.Problem(pins);
            Add("lock", problem is null ? Grade.Ok : Grade.Fault, problem ?? $"{pins.Servers.Values.Sum(server => server.Tools.Count)} tools of {pins.Servers.Count} servers");
        }
    }

    private void Variables(CompiledBundle bundle)
    {
        foreach (Server server in bundle.Servers)
        {
            foreach (string name in ServerReferences.Of(server).Where(name => Environment.GetEnvironmentVariable(name) is null))
            {
                Add("server " + server.Name, Grade.Fault, $"the variable {name} is not set here");
            }
        }
    }

    private async Task ServersAsync(CompiledBundle bundle, CancellationToken stop)
    {
        foreach (SurveyedServer server in await SurveyHost.Create(log).AskAsync(bundle.Servers, stop))
        {
            string subject = "server " + server.Server.Name;
            if (server.Offer is not { } offer)
            {
                Add(subject, Grade.Unreachable, server.Problem!);
                continue;
            }

            Add(subject, Grade.Ok, $"{offer.Name} {offer.Version}, protocol {offer.Protocol}, {offer.Tools.Count} tools");
            if (bundle.Lock?.Servers.GetValueOrDefault(server.Server.Name) is { } locked)
            {
                LockChange[] changed = [.. LockComparison.Between(server.Server.Name, locked, offer).Where(change => change.NeedsAcceptance)];
                if (changed.Length > 0)
                {
                    Add(subject, Grade.Fault, $"differs from the lock in {string.Join(", ", changed.Take(5).Select(change => $"{change.What} {change.Name}".TrimEnd()))}; see `policyos lock`");
                }
            }
            else if (bundle.Lock is not null)
            {
                Add(subject, Grade.Fault, "is not in the lock");
            }
        }
    }

    private async Task StoreAsync(CompiledBundle bundle, CancellationToken stop)
    {
        try
        {
            string path = StoreOption.PathOf(store, bundle.Name);
            if (!File.Exists(path))
            {
                string folder = Path.GetDirectoryName(path)!;
                Add("store", IsWritable(folder) ? Grade.Ok : Grade.Fault, IsWritable(folder) ? $"{path} is made at the first run" : $"{folder} cannot be written to");
                return;
            }

            var options = new SqliteJournalOptions(path, SqliteAccess.Operate) { Create = false };
            await using var journal = SqliteJournal.Open(options, new("policyos/" + bundle.Workflow, time, NewIds.Next));
            long streams = 0;
            DateTimeOffset newest = DateTimeOffset.MinValue;
            await foreach (string stream in journal.StreamsAsync("", stop))
            {
                streams++;
                long head = await journal.HeadAsync(stream, stop);
                await foreach (JournalEvent last in journal.ReadAsync(stream, head, stop))
                {
                    newest = last.Time > newest ? last.Time : newest;
                }
            }

            Add("store", Grade.Ok, $"{path}, {streams} streams");
            await ReloadAsync(journal, bundle, stop);
            bool isBehind = newest > time.GetUtcNow() + TimeSpan.FromSeconds(5);
            Add("clock", isBehind ? Grade.Fault : Grade.Ok, isBehind ? $"the journal has an event of {newest:u}, and it is {time.GetUtcNow():u} here" : "not behind the journal");
        }
        catch (JournalException e)
        {
            Add("store", Grade.Fault, e.Message);
        }
    }

    // What the last gateway made of the files as they are now.
    private async Task ReloadAsync(SqliteJournal journal, CompiledBundle bundle, CancellationToken stop)
    {
        JournalEvent? last = null;
        await foreach (JournalEvent e in journal.ReadAsync("bundle/" + Uri.EscapeDataString(bundle.Name), 1, stop))
        {
            last = e.Draft.Type is "policyos.bundle.loaded" or "policyos.bundle.rejected" ? e : last;
        }

        if (last is { Draft.Type: "policyos.bundle.rejected" })
        {
            string why = JsonElement.Parse(last.Draft.Data.Span).GetProperty("reason").GetString()!;
            Add("reload", Grade.Warning, $"a gateway has kept the bundle from before the change of {last.Time:u}: {why}");
        }
    }

    private static bool IsWritable(string folder)
    {
        string? existing = folder;
        while (existing is not null && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing);
        }

        if (existing is null)
        {
            return false;
        }

        try
        {
            string probe = Path.Combine(existing, $".policyos-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Add(string subject, Grade grade, string text) => _findings.Add(new(subject, grade, text));
}
