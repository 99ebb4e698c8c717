using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos lock DIR</c>: pins what the servers offer, and shows how that differs from what was pinned before (spec 3.6).</summary>
internal static class LockCommand
{
    private static readonly Argument<string> s_bundle = new("bundle") { Description = "The folder of the contract bundle." };
    private static readonly Option<string[]> s_accept = new("--accept")
    {
        Description = "Tools, prompts, resources or servers whose changes are accepted; `all` for every change.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("lock", "Starts the servers and pins every definition that they offer in bundle.lock.json.") { s_bundle, s_accept, OperateOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        string directory = arguments.GetValue(s_bundle)!;
        if (!BundleReport.IsThere(directory))
        {
            return ExitCodes.CannotStart;
        }

        BundleLoad load = BundleLoader.Load(directory);
        BundleReport.Write(load, Console.Error);
        if (load.Bundle is not { } bundle)
        {
            return ExitCodes.DoesNotHold;
        }

        using var logs = new StderrLoggerFactory(LogFormat.Text, LogLevel.Warning, TimeProvider.System);
        ImmutableArray<SurveyedServer> servers = await SurveyHost.Create(logs.CreateLogger("policyos")).AskAsync(bundle.Servers, stop);
        if (servers.Any(server => server.Offer is null))
        {
            foreach (SurveyedServer server in servers.Where(server => server.Offer is null))
            {
                Console.Error.WriteLine($"policyos: error: server {server.Server.Name} cannot be asked: {server.Problem}");
            }

            Console.Error.WriteLine("policyos: error: nothing is locked");
            return ExitCodes.CannotStart;
        }

        var plan = LockPlan.Make(bundle, servers, arguments.GetValue(s_accept) ?? []);
        if (plan.Unknown.Length > 0)
        {
            Console.Error.WriteLine($"policyos: error: --accept names {string.Join(", ", plan.Unknown.Select(name => $"`{name}`"))}, which has no change to accept");
            return ExitCodes.Usage;
        }

        LockReport.Write(bundle, servers, plan, arguments.GetValue(OperateOptions.Json));
        if (plan.Writes)
        {
            LockWriter.Write(Path.Combine(bundle.Directory, "bundle.lock.json"), plan.Servers);
        }

        return plan.Open.IsEmpty ? ExitCodes.Ok : ExitCodes.DoesNotHold;
    }
}
