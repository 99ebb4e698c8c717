namespace PolicyOs.Contracts.Model;

/// <summary><c>rate_limits.on_429</c>.</summary>
public sealed record Backoff(bool RespectRetryAfter, TimeSpan MaxSleep);
