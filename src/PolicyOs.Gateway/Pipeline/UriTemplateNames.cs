namespace PolicyOs.Gateway.Pipeline;

/// <summary>The names of variables in URI templates (RFC 6570) carry no meaning: <c>{id}</c> and <c>{thread}</c> stand for the same segment.</summary>
internal static class UriTemplateNames
{
    /// <summary>Whether two templates differ in names alone.</summary>
    public static bool Same(string one, string other) => string.Equals(Without(one), Without(other), StringComparison.Ordinal);

    private static string Without(string template) =>
        string.Concat(template.Split('{').Select((part, i) => i == 0 ? part : "{" + part[Math.Max(part.IndexOf('}', StringComparison.Ordinal), 0)..]));
}
