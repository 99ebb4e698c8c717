using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
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
    public static OpenedStore Open(StoreSettings settings, CompiledBundle bundle, TimeProvider time, ILogger log)
    {
        var options = new JournalOptions("policyos/" + bundle.Workflow, time, NewIds.Next);
        if (settings.Durability is not (null or "full" or "relaxed"))
        {
            throw new JournalException($"--durability `{settings.Durability}` is unknown; use full or relaxed");
        }

        if (settings.Store == "memory")
        {
            RunLog.MemoryStore(log);
            return new(new MemoryJournal(options), null);
        }

        string path = PathOf(settings.Store, bundle.Name);
        RunLog.SqliteStore(log, path, settings.Durability ?? "full");
        AnchorFile? anchors = settings.AnchorTo is { } target ? AnchorFile.Open(target) : null;
        try
        {
            var file = new SqliteJournalOptions(path, SqliteAccess.Serve) { WaitForDisk = settings.Durability != "relaxed", AnchorTo = anchors };
            return new(SqliteJournal.Open(file, options), anchors);
        }
        catch
        {
            anchors?.Dispose();
            throw;
        }
    }

    /// <summary>The file that a store option means; without one, the bundle's default.</summary>
    public static string PathOf(string? store, string bundle) => store switch
    {
        null => DefaultPath(bundle),
        _ when store.StartsWith(SqlitePrefix, StringComparison.Ordinal) && store.Length > SqlitePrefix.Length => Path.GetFullPath(store[SqlitePrefix.Length..]),
        _ => throw new JournalException($"--store `{store}` is unknown; use sqlite:PATH or memory"),
    };

    private static string DefaultPath(string bundle)
    {
        string data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } folder
            ? folder
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data, "policyos", bundle + ".db");
    }
}
