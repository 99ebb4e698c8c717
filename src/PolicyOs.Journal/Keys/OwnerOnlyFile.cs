using System.Security.Cryptography;

namespace PolicyOs.Journal.Keys;

/// <summary>Small files that only their owner may read.</summary>
internal static class OwnerOnlyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file, whole or not at all; false when there is one already.</summary>
    /// <exception cref="JournalException">It cannot be written.</exception>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
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
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Keys, $"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="JournalException">It is missing, unreadable, or open to others.</exception>
    public static byte[] Read(string path, string whenMissing)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
            {
                throw new JournalException(
                    JournalFault.Keys, $"{path} can be read or written by others than its owner; run `chmod 600` on it, and make new keys if others may have read it");
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JournalException(JournalFault.Keys, $"{path} is missing: {whenMissing}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Keys, $"{path} cannot be read: {e.Message}", e);
        }
    }
}
