using PolicyOs.Gateway.Upstream;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The programs under test, as they lie beside the tests.</summary>
internal static class Executable
{
    /// <summary>The gateway.</summary>
    public static SelfCommand PolicyOs { get; } = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "policyos.dll")]);

    /// <summary>The server that says everything.</summary>
    public static string FakeUpstream { get; } = Path.Combine(AppContext.BaseDirectory, "PolicyOs.FakeUpstream.dll");
}
