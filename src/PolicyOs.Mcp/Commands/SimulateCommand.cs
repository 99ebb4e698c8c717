using System.Collections.Immutable;
using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;
using PolicyOs.Mcp.Recorded;
using PolicyOs.Mcp.Simulate;
using PolicyOs.Verification.Recorded;
using PolicyOs.Verification.Simulation;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos simulate</c>: recorded sessions against another bundle.</summary>
internal static class SimulateCommand
{
    private static readonly Option<string> s_bundle = new("--bundle") { Description = "The folder of the bundle that the sessions are tried against.", Required = true };
    private static readonly Option<string?> s_journal = new("--journal") { Description = "The journal that recorded them, sqlite:PATH; by default that of the bundle." };
    private static readonly Option<AddedApprovals> s_added = new("--added-approvals")
    {
        Description = "What becomes of approvals that nobody was asked for in the record: given, refused or open.",
        DefaultValueFactory = _ => AddedApprovals.Given,
    };

    private static readonly Option<bool> s_requireSame = new("--require-same") { Description = "Ends with 1 when anything changes or cannot be said." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("simulate", "Replays recorded sessions against another bundle: what changes, per tool and code.")
        {
            s_journal, s_bundle, s_added, s_requireSame, OperateOptions.Json,
        };
        command.SetAction(arguments => Output.GuardAsync(() => RunAsync(arguments)));
        return command;
    }

    private static async Task RunAsync(ParseResult arguments)
    {
        CompiledBundle bundle = Load(arguments.GetValue(s_bundle)!);
        SimulationReport report = await SimulateAsync(arguments, bundle);
        if (arguments.GetValue(OperateOptions.Json))
        {
            Output.Json(w => SimulationJson.Write(w, report));
        }
        else
        {
            Console.Out.Write(SimulationText.Render(report, arguments.GetValue(s_added)));
        }

        if (arguments.GetValue(s_requireSame) && (!report.IsSame || report.Calls.Any(static call => call.IsUndetermined)))
        {
            throw new OperateException("--require-same: the sessions would not have gone the same way for certain", ExitCodes.DoesNotHold);
        }
    }

    private static async Task<SimulationReport> SimulateAsync(ParseResult arguments, CompiledBundle bundle)
    {
        await using RecordedJournal journal = RecordedJournal.Open(arguments.GetValue(s_journal), bundle.Name);
        ImmutableArray<RecordedSession> sessions = await journal.SessionsAsync();
        var shared = new Dictionary<string, IReadOnlyList<RecordedEvent>>(StringComparer.Ordinal);
        foreach (string tenant in sessions.Select(static session => session.Tenant).Append("*").Distinct(StringComparer.Ordinal))
        {
            shared[tenant] = await journal.TenantAsync(tenant);
        }

        using var progress = new ProgressLine("simulated", sessions.Sum(static session => session.Events.Length), "events");
        return await Simulator.RunAsync(bundle, sessions, shared, journal.Records, arguments.GetValue(s_added), progress.Step);
    }

    private static CompiledBundle Load(string directory)
    {
        BundleLoad load = BundleLoader.Load(directory);
        if (load.Bundle is { } bundle)
        {
            return bundle;
        }

        BundleReport.Write(load, Console.Error);
        throw new OperateException("the bundle has errors", ExitCodes.DoesNotHold);
    }
}
