using System.Collections.Immutable;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Mcp.Commands;

/// <summary>What only the executable knows of itself.</summary>
internal static class SelfLocation
{
    /// <summary>How this executable is started again: itself, or the runtime with the assembly.</summary>
    public static SelfCommand Command { get; } = Find();

    private static SelfCommand Find()
    {
        string program = Environment.ProcessPath ?? "policyos";
        bool isRuntime = Path.GetFileNameWithoutExtension(program) == "dotnet";
        ImmutableArray<string> arguments = isRuntime ? [Path.Combine(AppContext.BaseDirectory, "policyos.dll")] : [];
        return new(program, arguments);
    }
}
