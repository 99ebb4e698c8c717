using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>Spec 2.9.</summary>
/// <param name="Required">Whether a call without a client key is denied when there are no key paths.</param>
/// <param name="Key">Paths into arguments; empty means the client's key.</param>
/// <param name="Retention">How long a recorded result answers repeats.</param>
/// <param name="UpstreamSafe">Whether the server itself takes a repeat for the same call.</param>
public sealed record Idempotency(bool Required, ImmutableArray<JsonPath> Key, TimeSpan Retention, bool UpstreamSafe);
