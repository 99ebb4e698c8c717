namespace PolicyOs.Gateway.Sessions;

/// <summary>Names of journal streams (spec 5.1). Parts are escaped, so that no id can name another's stream.</summary>
internal static class StreamNames
{
    /// <summary>The stream that rate limits with <c>per: global</c> are counted on; no tenant's name escapes to this.</summary>
    public const string Everyone = "tenant/*";

    /// <summary>A session's stream.</summary>
    public static string Session(string principal, string id) => $"session/{Uri.EscapeDataString(principal)}/{Uri.EscapeDataString(id)}";

    /// <summary>A bundle's stream.</summary>
    public static string Bundle(string bundle) => $"bundle/{Uri.EscapeDataString(bundle)}";

    /// <summary>A tenant's stream.</summary>
    public static string Tenant(string tenant) => $"tenant/{Uri.EscapeDataString(tenant)}";
}
