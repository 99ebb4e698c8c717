using System.CommandLine;
using PolicyOs.Mcp.Demo;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos demo</c>: the narrated run. It needs nothing but this executable.</summary>
internal static class DemoCommand
{
    /// <summary>The bundle that is told about; it lies beside the executable.</summary>
    public static string Bundle { get; } = Path.Combine(AppContext.BaseDirectory, "bundles", "inbox-triage");

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Runs a scripted agent against a demo inbox through the gateway and narrates what happens.");
        command.SetAction(async (_, _) => await DemoRun.RunAsync(SelfLocation.Command, Bundle, Console.Out, TimeProvider.System) == 0
            ? ExitCodes.Ok
            : ExitCodes.DoesNotHold);
        return command;
    }
}
