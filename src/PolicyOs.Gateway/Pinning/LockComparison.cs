using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Compares what a server offers with how it was locked.</summary>
public static class LockComparison
{
    /// <summary>Every difference, identity first, then by kind and name.</summary>
    public static ImmutableArray<LockChange> Between(string server, LockedServer locked, LockedServer now)
    {
        ArgumentNullException.ThrowIfNull(locked);
        ArgumentNullException.ThrowIfNull(now);
        ImmutableArray<LockChange>.Builder changes = ImmutableArray.CreateBuilder<LockChange>();
        if (Identity(server, locked, now) is { } identity)
        {
            changes.Add(identity);
        }

        if (locked.Instructions != now.Instructions)
        {
            changes.Add(new(
                server, "instructions", "", "changed", [("", Json(locked.Instructions), Json(now.Instructions))], into => into with { Instructions = now.Instructions }));
        }

        changes.AddRange(Entries(server, "tool", locked.Tools, now.Tools, (into, entries) => into with { Tools = entries }, into => into.Tools));
        changes.AddRange(Entries(server, "prompt", locked.Prompts, now.Prompts, (into, entries) => into with { Prompts = entries }, into => into.Prompts));
        changes.AddRange(Entries(server, "resource", locked.Resources, now.Resources, (into, entries) => into with { Resources = entries }, into => into.Resources));
        changes.AddRange(Entries(
            server,
            "resource template",
            locked.ResourceTemplates,
            now.ResourceTemplates,
            (into, entries) => into with { ResourceTemplates = entries },
            into => into.ResourceTemplates));
        return changes.ToImmutable();
    }

    private static LockChange? Identity(string server, LockedServer locked, LockedServer now)
    {
        var places = new List<(string, string?, string?)>();
        void Compare(string pointer, string? old, string? current)
        {
            if (old != current)
            {
                places.Add((pointer, Json(old), Json(current)));
            }
        }

        Compare("/name", locked.Name, now.Name);
        Compare("/version", locked.Version, now.Version);
        foreach (string file in locked.Files.Keys.Union(now.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Compare("/files/" + file, locked.Files.GetValueOrDefault(file), now.Files.GetValueOrDefault(file));
        }

        return places.Count == 0 ? null : new(
            server,
            "identity",
            "",
            "changed",
            [.. places],
            into => into with { Name = now.Name, Version = now.Version, Files = now.Files, Protocol = now.Protocol });
    }

    private static IEnumerable<LockChange> Entries(
        string server,
        string what,
        FrozenDictionary<string, LockedEntry> locked,
        FrozenDictionary<string, LockedEntry> now,
        Func<LockedServer, FrozenDictionary<string, LockedEntry>, LockedServer> with,
        Func<LockedServer, FrozenDictionary<string, LockedEntry>> of)
    {
        foreach (string name in locked.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            LockedEntry? old = locked.GetValueOrDefault(name);
            LockedEntry? current = now.GetValueOrDefault(name);
            if (old?.Sha256 != current?.Sha256)
            {
                yield return new(
                    server,
                    what,
                    name,
                    old is null ? "added" : current is null ? "removed" : "changed",
                    old is null || current is null ? [] : [.. DefinitionDifference.Between(old.Definition, current.Definition)
                        .Select(place => (place.Pointer, Json(place.Old), Json(place.New)))],
                    into => with(into, Replace(of(into), name, current)));
            }
        }
    }

    private static FrozenDictionary<string, LockedEntry> Replace(FrozenDictionary<string, LockedEntry> entries, string name, LockedEntry? entry)
    {
        var changed = new Dictionary<string, LockedEntry>(entries, StringComparer.Ordinal);
        if (entry is null)
        {
            changed.Remove(name);
        }
        else
        {
            changed[name] = entry;
        }

        return changed.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string? Json(string? text) => text is null ? null : JsonSerializer.Serialize(text);

    // Written anew, so that characters that cannot be seen are shown as escapes.
    private static string? Json(JsonElement? value) => value is { } known ? JsonSerializer.Serialize(known) : null;
}
