using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Upstream;

/// <summary>
/// Which servers were found to speak one era alone, kept in bundle.lock.json, else in the user's cache under a hash of command, args and url (spec 3.1). It only decides
/// which greeting is tried first: what it remembers wrongly costs one refusal.
/// </summary>
/// <param name="file">The cache's file; null remembers for this process alone.</param>
/// <param name="bundle">Whose lock says more; null when there is none. <c>lock</c> begins with the era before: what it found to speak 2026-07-28 had refused that.</param>
public sealed class EraMemory(string? file, CompiledBundle? bundle = null)
{
    /// <summary>A cache that has grown beyond this begins anew.</summary>
    private const int MaxEntries = 1000;

    private readonly ConcurrentDictionary<string, bool> _isModern = new(Read(file), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);
    private readonly ImmutableHashSet<string> _locked = bundle?.Lock is { } pins
        ? [.. bundle.Servers.Where(server => pins.Servers.GetValueOrDefault(server.Name)?.Protocol == ProtocolVersions.Modern).Select(Key)]
        : [];
    private readonly Lock _writing = new();

    /// <summary>Whether to begin with 2026-07-28.</summary>
    internal bool ModernFirst(Server server, bool clientIsModern)
    {
        string key = Key(server);
        return !_ended.ContainsKey(key) && (_isModern.TryGetValue(key, out bool isModern) ? isModern : clientIsModern || _locked.Contains(key));
    }

    /// <summary>
    /// A server ended at the first greeting. Some old ones do at a request before initialize, so that its next start begins with that; it is
    /// remembered when the server then takes it, and only then.
    /// </summary>
    internal void Ended(Server server, bool atModern)
    {
        if (atModern)
        {
            _ended[Key(server)] = true;
        }
        else
        {
            _ended.TryRemove(Key(server), out _);
        }
    }

    /// <summary>A server took a greeting.</summary>
    /// <param name="server">The server.</param>
    /// <param name="isModern">Of 2026-07-28.</param>
    /// <param name="otherIsRefused">Whether it has refused the other; else nothing is known of that.</param>
    internal void Found(Server server, bool isModern, bool otherIsRefused)
    {
        string key = Key(server);
        otherIsRefused |= _ended.TryRemove(key, out _) && !isModern;
        bool isKnown = _isModern.TryGetValue(key, out bool known);
        if (otherIsRefused ? isKnown && known == isModern : !isKnown || known == isModern)
        {
            return;
        }

        if (otherIsRefused)
        {
            _isModern[key] = isModern;
        }
        else
        {
            // What was remembered has proved wrong.
            _isModern.TryRemove(key, out _);
        }

        Write();
    }

    private static string Key(Server server)
    {
        string identity = server.Transport switch
        {
            ServerTransport.Stdio stdio => string.Join('\0', ["stdio", stdio.Command, .. stdio.Arguments]),
            ServerTransport.Http http => "http\0" + http.Url,
            _ => server.Name,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    private static IEnumerable<KeyValuePair<string, bool>> Read(string? file)
    {
        if (file is null || !File.Exists(file))
        {
            return [];
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. json.RootElement.EnumerateObject().Take(MaxEntries).Select(entry => KeyValuePair.Create(entry.Name, entry.Value.ValueEquals("modern")))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // A cache that cannot be read is an empty one.
            return [];
        }
    }

    private void Write()
    {
        if (file is null)
        {
            return;
        }

        lock (_writing)
        {
            if (_isModern.Count > MaxEntries)
            {
                _isModern.Clear();
            }

            string temporary = $"{file}.{Environment.ProcessId}";
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(_isModern.ToDictionary(e => e.Key, e => e.Value ? "modern" : "legacy")));
                File.Move(temporary, file, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next start probes again.
            }
        }
    }
}
