using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Writes bundle.lock.json: the same pins give the same bytes, one member a line, so that a change can be read in a diff.</summary>
public static class LockWriter
{
    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, LockedServer>> servers)
    {
        string text = Render(servers);
        string aside = path + ".new";
        File.WriteAllText(aside, text);
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>The file's text.</summary>
    public static string Render(IEnumerable<KeyValuePair<string, LockedServer>> servers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            w.WriteStartObject();
            w.WriteString("lock_version"u8, "1"u8);
            w.WriteStartObject("servers"u8);
            foreach ((string name, LockedServer server) in servers.OrderBy(server => server.Key, StringComparer.Ordinal))
            {
                w.WriteStartObject(name);
                Write(w, server);
                w.WriteEndObject();
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter w, LockedServer server)
    {
        w.WriteString("protocol"u8, server.Protocol);
        w.WriteString("name"u8, server.Name);
        w.WriteString("version"u8, server.Version);
        w.WriteStartObject("files"u8);
        foreach ((string file, string digest) in server.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            w.WriteString(file, digest);
        }

        w.WriteEndObject();
        w.WriteString("instructions"u8, server.Instructions);
        Write(w, "tools", server.Tools);
        Write(w, "prompts", server.Prompts);
        Write(w, "resources", server.Resources);
        Write(w, "resource_templates", server.ResourceTemplates);
    }

    private static void Write(Utf8JsonWriter w, string name, FrozenDictionary<string, LockedEntry> entries)
    {
        w.WriteStartObject(name);
        foreach ((string key, LockedEntry entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            w.WriteStartObject(key);
            w.WriteString("sha256"u8, entry.Sha256);
            w.WritePropertyName("definition"u8);
            entry.Definition.WriteTo(w);
            w.WriteEndObject();
        }

        w.WriteEndObject();
    }
}
