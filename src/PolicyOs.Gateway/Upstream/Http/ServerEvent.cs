namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>One event of an event stream (HTML standard, server-sent events).</summary>
/// <param name="Type"><c>message</c> unless the server names another.</param>
/// <param name="Data">The event's data; only its beginning when it is too long.</param>
/// <param name="IsTooLong">Whether the data went beyond the bound.</param>
internal sealed record ServerEvent(string Type, byte[] Data, bool IsTooLong);
