using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Whether the digests of a lock are those of the definitions beside them.</summary>
public static class LockIntegrity
{
    /// <summary>The first entry that does not agree with itself; null when all do.</summary>
    public static string? Problem(BundleLock pins)
    {
        ArgumentNullException.ThrowIfNull(pins);
        foreach ((string server, LockedServer locked) in pins.Servers)
        {
            foreach (PinnedKind kind in Enum.GetValues<PinnedKind>())
            {
                foreach ((string key, LockedEntry entry) in LockedPins.Entries(locked, kind))
                {
                    if (PinnedDefinition.Digest(entry.Definition, kind) != entry.Sha256)
                    {
                        return $"bundle.lock.json: `{key}` of server {server} is not what its sha256 says; the lock was changed by hand";
                    }
                }
            }
        }

        return null;
    }
}
