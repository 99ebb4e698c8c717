namespace PolicyOs.Mcp.Hosting;

/// <summary><c>--store</c>, <c>--durability</c> and <c>--anchor-to</c> as written; null where not given.</summary>
internal sealed record StoreSettings(string? Store, string? Durability, string? AnchorTo);
