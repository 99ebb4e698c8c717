namespace PolicyOs.Contracts.Source;

/// <summary>What stands in bundle.lock.json is no lock. Caught where the lock is read.</summary>
internal sealed class LockRefusedException(string message) : Exception(message);
