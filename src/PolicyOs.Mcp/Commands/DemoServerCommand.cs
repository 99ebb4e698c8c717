using System.CommandLine;
using PolicyOs.Mcp.Demo;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos demo-server NAME</c>: a bundled demo upstream over standard input and output.</summary>
internal static class DemoServerCommand
{
    private static readonly Argument<string> s_name = new("name") { Description = "Which: " + string.Join(", ", DemoServers.Names) + "." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("demo-server", "Serves a bundled demo upstream over standard input and output.") { s_name };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        string name = arguments.GetValue(s_name)!;
        if (DemoServers.Find(name, Console.OpenStandardOutput(), TimeProvider.System) is not { } server)
        {
            Console.Error.WriteLine($"policyos: error: there is no demo server `{name}`; there are {string.Join(", ", DemoServers.Names)}");
            return Task.FromResult(ExitCodes.Usage);
        }

        return server.RunAsync(Console.OpenStandardInput(), stop);
    }
}
