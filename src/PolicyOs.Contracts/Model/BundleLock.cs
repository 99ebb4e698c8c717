using System.Collections.Frozen;

namespace PolicyOs.Contracts.Model;

/// <summary>bundle.lock.json: what the servers offered when somebody reviewed it (spec 3.6). Not part of the bundle's digest.</summary>
/// <param name="Digest">Lower-case hex SHA-256 over the file.</param>
/// <param name="Servers">By name.</param>
public sealed record BundleLock(string Digest, FrozenDictionary<string, LockedServer> Servers);
