using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Model;

/// <summary>An upstream error after which nothing has happened (spec 1.4).</summary>
public sealed record AllowedError(string? Code, Pattern? Message, string? Description);
