using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>When a failed attempt is sent again; the first try counts.</summary>
/// <param name="MaxAttempts">At least 1.</param>
/// <param name="RetryOn">Classes of failure after which another attempt is made.</param>
public sealed record RetryPolicy(int MaxAttempts, ImmutableArray<RetryClass> RetryOn);
