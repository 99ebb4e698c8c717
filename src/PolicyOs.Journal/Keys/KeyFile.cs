using System.Security.Cryptography;
using System.Text.Json;

namespace PolicyOs.Journal.Keys;

/// <summary>The file beside a journal that holds its keys; only its owner may read it.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the keys.</summary>
    /// <exception cref="JournalException">Missing, unreadable, or open to others.</exception>
    public static JournalKeys Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            {
                throw new JournalException(
                    JournalFault.Keys, $"{path} can be read or written by others than its owner; run `chmod 600` on it, and if others may have read it, start a new journal");
            }

            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JournalException(
                JournalFault.Keys, $"{path} is missing: the journal's keys were made with the journal and cannot be made again; put the file back, or start a new journal", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Keys, $"{path} cannot be read: {e.Message}", e);
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
        string temporary = path + "." + RandomNumberGenerator.GetHexString(8, lowercase: true);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var file = new FileStream(temporary, options))
            {
                Write(file, keys);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Keys, $"the key file {path} cannot be written: {e.Message}", e);
        }

        return Read(path);
    }

    private static void Write(FileStream file, JournalKeys keys)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("format", "policyos-journal-keys/1");
        json.WriteBase64String("secret", keys.Secret());
        json.WriteBase64String("anchor", keys.AnchorPrivateKey());
        json.WriteEndObject();
    }

    private static JournalKeys Parse(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        if (json.RootElement.GetProperty("format").GetString() != "policyos-journal-keys/1")
        {
            throw new FormatException("another format");
        }

        var anchor = ECDsa.Create();
        anchor.ImportPkcs8PrivateKey(json.RootElement.GetProperty("anchor").GetBytesFromBase64(), out _);
        return new JournalKeys(json.RootElement.GetProperty("secret").GetBytesFromBase64(), anchor);
    }
}
