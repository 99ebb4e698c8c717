using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace PolicyOs.Journal.Keys;

/// <summary>The file beside a journal that holds its keys.</summary>
internal static class KeyFile
{
    private const string Format = "policyos-journal-keys/1";

    /// <summary>Reads the keys.</summary>
    /// <exception cref="JournalException">The file is missing, unreadable, open to others or something else.</exception>
    public static JournalKeys Read(string path)
    {
        byte[] bytes = OwnerOnlyFile.Read(
            path, "the journal's keys were made with the journal and cannot be made again; put the file back, or start a new journal");
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.GetProperty("format").GetString() != Format)
            {
                throw new FormatException("another format");
            }

            var anchor = ECDsa.Create();
            anchor.ImportPkcs8PrivateKey(json.RootElement.GetProperty("anchor").GetBytesFromBase64(), out _);
            return new JournalKeys(json.RootElement.GetProperty("secret").GetBytesFromBase64(), anchor);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or CryptographicException)
        {
            throw new JournalException(JournalFault.Keys, $"{path} is no key file of a journal; put the right file back", e);
        }
    }

    /// <summary>Writes new keys and returns them; when another process was faster, returns its keys.</summary>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public static JournalKeys Create(string path)
    {
        using JournalKeys keys = JournalKeys.Create();
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteBase64String("secret", keys.Secret());
            json.WriteBase64String("anchor", keys.AnchorPrivateKey());
            json.WriteEndObject();
        }

        OwnerOnlyFile.TryCreate(path, bytes.WrittenSpan);
        return Read(path);
    }
}
