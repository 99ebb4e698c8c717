using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Anchors;
using PolicyOs.Journal;
using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Memory;
using PolicyOs.Journal.Sqlite;
using PolicyOs.Mcp.Commands;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Opens the journal that the command line names (spec 5.3).</summary>
internal static class StoreOption
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Opens the journal that a gateway serves from.</summary>
    /// <exception cref="JournalException">It cannot be opened; the message says why and what to do.</exception>
    public static async Task<OpenedStore> OpenAsync(StoreSettings settings, CompiledBundle bundle, TimeProvider time, ILogger log)
    {
        var options = new JournalOptions("policyos/" + bundle.Workflow, time, NewIds.Next);
        if (settings.Durability is not (null or "full" or "relaxed"))
        {
            throw new JournalException($"--durability `{settings.Durability}` is unknown; use full or relaxed");
        }

        if (settings.Store == "memory")
        {
            if (settings.AnchorTo is not null)
            {
                throw new JournalException("--anchor-to has nothing to copy from --store memory, which signs no anchors; use sqlite:PATH");
            }

            RunLog.MemoryStore(log);
            return new(new MemoryJournal(options), null);
        }

        string path = PathOf(settings.Store, bundle.Name);
        RunLog.SqliteStore(log, path, settings.Durability ?? "full");
        IAnchorCopy? anchors = settings.AnchorTo switch
        {
            null => null,
            var address when AnchorPost.IsAddress(address) => AnchorPost.Open(address, time, log),
            var target => AnchorFile.Open(target),
        };
        try
        {
            var file = new SqliteJournalOptions(path, SqliteAccess.Serve) { WaitForDisk = settings.Durability != "relaxed", AnchorTo = anchors };
            return new(SqliteJournal.Open(file, options), anchors);
        }
        catch
        {
            if (anchors is not null)
            {
                await anchors.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>The file that a store option means; without one, the bundle's default.</summary>
    public static string PathOf(string? store, string bundle) => store switch
    {
        null => DefaultPath(bundle),
        _ when store.StartsWith(SqlitePrefix, StringComparison.Ordinal) && store.Length > SqlitePrefix.Length => Path.GetFullPath(store[SqlitePrefix.Length..]),
        _ => throw new JournalException($"the store `{store}` is unknown; use sqlite:PATH or memory"),
    };

    private static string DefaultPath(string bundle)
    {
        string data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } folder
            ? folder
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "policyos", bundle + ".db");
    }
}
