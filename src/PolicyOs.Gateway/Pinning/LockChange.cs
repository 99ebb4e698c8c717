using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Pinning;

/// <summary>One difference between a lock and what the servers offer now.</summary>
/// <param name="Server">The server.</param>
/// <param name="What">identity, instructions, tool, prompt, resource or resource template.</param>
/// <param name="Name">The name that the server gives it; empty for identity and instructions.</param>
/// <param name="Kind">added, changed or removed.</param>
/// <param name="Places">JSON Pointers with what was and what is, as JSON; null for absent.</param>
/// <param name="Accept">Takes the new state of this thing into a locked server.</param>
public sealed record LockChange(
    string Server,
    string What,
    string Name,
    string Kind,
    ImmutableArray<(string Pointer, string? Old, string? New)> Places,
    Func<LockedServer, LockedServer> Accept)
{
    /// <summary>Whether somebody has to accept it: what was there and is no longer the same. What was not there exposes nothing by itself.</summary>
    public bool NeedsAcceptance => Kind != "added";
}
