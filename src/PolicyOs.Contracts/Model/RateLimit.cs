namespace PolicyOs.Contracts.Model;

/// <summary>Sliding windows, checked at the decision.</summary>
public sealed record RateLimit(int? MaxPerMinute, int? MaxPerHour, int? MaxPerDay, RateLimitScope Per);
