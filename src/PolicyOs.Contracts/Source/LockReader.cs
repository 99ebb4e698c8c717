using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Strict;

namespace PolicyOs.Contracts.Source;

/// <summary>Reads bundle.lock.json. One that cannot be read is an error: without its pins, nothing of a server is known to be what was reviewed (spec 3.6).</summary>
internal static class LockReader
{
    /// <summary>Schemas of a thousand tools take a few megabytes.</summary>
    private const int MaxBytes = 64 << 20;

    private const string FormatVersion = "1";

    /// <summary>The lock of a bundle's folder; null when there is none, or when it cannot be read, which is reported.</summary>
    internal static BundleLock? Read(string directory, DiagnosticBag report)
    {
        string path = Path.Combine(directory, BundleLayout.Lock);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LockRefusedException)
        {
            report.Add(Codes.UnreadableLock, SourceSpan.StartOf(BundleLayout.Lock), $"the lock cannot be read: {e.Message.TrimEnd('.')}", "write it anew with `policyos lock`, or restore it");
            return null;
        }
    }

    private static BundleLock Parse(byte[] bytes)
    {
        if (StrictReader.Check(bytes, StrictOptions.Document with { MaxBytes = MaxBytes }) is { } error)
        {
            throw new LockRefusedException($"{error.Message} (at byte {error.Offset})");
        }

        JsonElement root = JsonElement.Parse(bytes);
        return root.ValueKind == JsonValueKind.Object && Text(root, "lock_version", "the lock") == FormatVersion
            ? new(Convert.ToHexStringLower(SHA256.HashData(bytes)), Map(root, "servers", "the lock", Server))
            : throw new LockRefusedException($"its lock_version is not \"{FormatVersion}\"");
    }

    private static LockedServer Server(JsonElement server, string where) => new()
    {
        Protocol = Text(server, "protocol", where),
        Name = Text(server, "name", where),
        Version = Text(server, "version", where),
        Files = Map(server, "files", where, (sha, at) => sha.ValueKind == JsonValueKind.String ? sha.GetString()! : throw new LockRefusedException($"{at} is no text")),
        Instructions = server.TryGetProperty("instructions", out JsonElement none) && none.ValueKind == JsonValueKind.Null ? null : Text(server, "instructions", where),
        Tools = Map(server, "tools", where, Entry),
        Prompts = Map(server, "prompts", where, Entry),
        Resources = Map(server, "resources", where, Entry),
        ResourceTemplates = Map(server, "resource_templates", where, Entry),
    };

    private static LockedEntry Entry(JsonElement entry, string where) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("definition", out JsonElement definition) && definition.ValueKind == JsonValueKind.Object
            ? new(Text(entry, "sha256", where), definition)
            : throw new LockRefusedException($"{where} has no `definition`");

    private static FrozenDictionary<string, T> Map<T>(JsonElement holder, string name, string where, Func<JsonElement, string, T> read)
    {
        if (!holder.TryGetProperty(name, out JsonElement map) || map.ValueKind != JsonValueKind.Object)
        {
            throw new LockRefusedException($"{where} has no `{name}`");
        }

        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (JsonProperty member in map.EnumerateObject())
        {
            string at = $"{name} `{member.Name}`";
            entries[member.Name] = member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.String
                ? read(member.Value, at)
                : throw new LockRefusedException($"{at} is neither object nor text");
        }

        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Text(JsonElement holder, string name, string where) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new LockRefusedException($"{where} has no `{name}`");
}
