using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Recorded;

/// <summary>What the decisions of a session were taken with from some event on, as far as it was kept.</summary>
/// <param name="Since">The sequence of the last event before.</param>
/// <param name="Bundle">Digest of the bundle that decided.</param>
/// <param name="InitialPhase">The phase that sessions of that bundle begin in; null without phases.</param>
/// <param name="TightenedTo">The mode that an operator had set in place of the bundle's; null when it was the bundle's own.</param>
/// <param name="Principal">Who called; null when it was not kept.</param>
/// <param name="Environment">Environment variables that were kept; null for one that was not set.</param>
/// <param name="Tools">By exposed name: digest of the server's definition, fingerprint of the input schema that applied.</param>
/// <param name="Quarantined">Exposed names of tools that could not be trusted.</param>
public sealed record RecordedContext(
    long Since,
    string Bundle,
    string? InitialPhase,
    EnforcementMode? TightenedTo,
    Principal? Principal,
    ImmutableDictionary<string, string?> Environment,
    ImmutableDictionary<string, (string Digest, string Schema)> Tools,
    ImmutableHashSet<string> Quarantined);
