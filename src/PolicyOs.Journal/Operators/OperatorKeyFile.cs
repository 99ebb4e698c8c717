using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Operators;

/// <summary>The file that holds an operator's locked key pair; only its owner may read it.</summary>
public static class OperatorKeyFile
{
    /// <summary>Writes a new file.</summary>
    /// <exception cref="JournalException">There is one already, or it cannot be written.</exception>
    public static void Create(string path, OperatorKey key, ReadOnlySpan<char> passphrase)
    {
        if (!OwnerOnlyFile.TryCreate(path, LockedOperatorKey.Lock(key, passphrase)))
        {
            throw new JournalException(JournalFault.Keys, $"{path} exists; choose another name, or remove it if its operator is revoked");
        }
    }

    /// <summary>Reads and unlocks one; null when the passphrase is not the one.</summary>
    /// <exception cref="JournalException">It is missing, unreadable, open to others or something else.</exception>
    public static OperatorKey? Open(string path, ReadOnlySpan<char> passphrase) =>
        LockedOperatorKey.Unlock(OwnerOnlyFile.Read(path, "make the operator's key with `operators add`"), passphrase);
}
