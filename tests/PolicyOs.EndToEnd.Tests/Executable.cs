using PolicyOs.Gateway.Upstream;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The programs under test.</summary>
internal static class Executable
{
    /// <summary>The gateway.</summary>
    public static SelfCommand PolicyOs { get; } = new("dotnet", [Programs.PolicyOs]);

    /// <summary>The server that says everything.</summary>
    public static string FakeUpstream => Programs.FakeUpstream;
}
