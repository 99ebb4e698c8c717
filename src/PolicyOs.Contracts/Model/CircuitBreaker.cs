namespace PolicyOs.Contracts.Model;

/// <summary>The Nth denial, or error, in a row stops the session; null when that row does not count.</summary>
public sealed record CircuitBreaker(int? ConsecutiveBlocks, int? ConsecutiveErrors);
