using System.Collections.Immutable;
using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos emit DIR --for CLIENT</c>: the configuration that registers the gateway with a client.</summary>
internal static class EmitCommand
{
    private const string DifyAddress = "127.0.0.1:8931";

    private static readonly Argument<string> s_bundle = new("bundle") { Description = "The folder of the contract bundle." };
    private static readonly Option<string> s_for = new("--for") { Description = "The client: " + string.Join(", ", ClientNames.All) + ".", Required = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("emit", "Prints the client configuration that registers this gateway; what to do with it goes to standard error.") { s_bundle, s_for };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (ClientNames.Parse(arguments.GetValue(s_for)!) is not { } client)
        {
            Console.Error.WriteLine($"policyos: error: --for takes {string.Join(", ", ClientNames.All)}");
            return ExitCodes.Usage;
        }

        string directory = arguments.GetValue(s_bundle)!;
        if (!BundleReport.IsThere(directory))
        {
            return ExitCodes.CannotStart;
        }

        BundleLoad load = BundleLoader.Load(directory);
        if (load.Bundle is not { } bundle)
        {
            BundleReport.Write(load, Console.Error);
            return ExitCodes.DoesNotHold;
        }

        ImmutableArray<string> run = ["run", "--bundle", bundle.Directory];
        run = bundle.Lock is null ? run : run.Add("--require-lock");
        run = client == ClientKind.Dify ? run.AddRange("--http", DifyAddress) : run;
        var entry = new ClientEntry(StarterTools.Exposable(bundle.Workflow), Program(), run, ServerReferences.Of(bundle));
        Console.Out.Write(entry.Render(client));
        foreach (string advice in entry.Advice(client))
        {
            Console.Error.WriteLine(advice);
        }

        if (bundle.Lock is null)
        {
            Console.Error.WriteLine("the bundle has no lock yet; after `policyos lock`, emit it again");
        }

        return ExitCodes.Ok;
    }

    // Where `policyos` is a command of its own, clients find it as people do.
    private static SelfCommand Program()
    {
        SelfCommand self = SelfLocation.Command;
        bool isOnPath = self.Arguments.IsEmpty && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && string.Equals(Path.GetFullPath(Path.Combine(folder, Path.GetFileName(self.Program))), Path.GetFullPath(self.Program), StringComparison.Ordinal));
        return isOnPath ? new("policyos", []) : self.Arguments.IsEmpty ? self : new("dotnet", self.Arguments);
    }
}
