using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PolicyOs.Journal.Keys;

namespace PolicyOs.Journal.Snapshots;

/// <summary>Ties a snapshot to its stream: a MAC over the state, where it belongs and the hash of its last event.</summary>
internal static class SnapshotSeal
{
    private const string Purpose = "policyos/snapshot/1";

    /// <summary>The MAC.</summary>
    public static byte[] Make(JournalKeys keys, Snapshot snapshot, string eventHash)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Derive(Purpose));
        Part(mac, Encoding.UTF8.GetBytes(snapshot.Stream));
        Part(mac, Encoding.UTF8.GetBytes(snapshot.Version));
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, snapshot.Sequence);
        Part(mac, number);
        Part(mac, Encoding.ASCII.GetBytes(eventHash));
        Part(mac, snapshot.State.Span);
        return mac.GetHashAndReset();
    }

    /// <summary>Whether the MAC is that of the snapshot and the event.</summary>
    public static bool Holds(JournalKeys keys, Snapshot snapshot, string eventHash, ReadOnlySpan<byte> seal) =>
        CryptographicOperations.FixedTimeEquals(Make(keys, snapshot, eventHash), seal);

    // Each part with its length before it, so that no two snapshots give the same bytes.
    private static void Part(IncrementalHash mac, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        mac.AppendData(length);
        mac.AppendData(bytes);
    }
}
