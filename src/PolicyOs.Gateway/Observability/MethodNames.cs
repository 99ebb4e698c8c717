using System.Collections.Frozen;

namespace PolicyOs.Gateway.Observability;

/// <summary>The methods of the MCP specification that the relay serves; what else a client writes there is not repeated in telemetry.</summary>
internal static class MethodNames
{
    private static readonly FrozenSet<string> s_known = new[]
    {
        "resources/list", "resources/templates/list", "resources/read", "resources/subscribe", "resources/unsubscribe", "prompts/list", "prompts/get",
        "completion/complete", "logging/setLevel",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a method is one of them.</summary>
    public static bool IsKnown(string method) => s_known.Contains(method);
}
