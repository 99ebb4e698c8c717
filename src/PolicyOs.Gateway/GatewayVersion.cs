using System.Reflection;

namespace PolicyOs.Gateway;

/// <summary>The version that the gateway says of itself.</summary>
public static class GatewayVersion
{
    /// <summary>Semantic version without build metadata.</summary>
    public static string Text { get; } =
        typeof(GatewayVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
