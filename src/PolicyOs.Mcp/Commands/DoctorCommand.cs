using System.CommandLine;
using Microsoft.Extensions.Logging;
using PolicyOs.Mcp.Diagnosis;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos doctor DIR</c>: whether a gateway could serve a bundle here and now, and what to look at.</summary>
internal static class DoctorCommand
{
    private static readonly Argument<string> s_bundle = new("bundle") { Description = "The folder of the contract bundle." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("doctor", "Checks the bundle, its lock, its servers, the store, clock and permissions; changes nothing.") { s_bundle, OperateOptions.Store, OperateOptions.Json };
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

        using var logs = new StderrLoggerFactory(LogFormat.Text, LogLevel.Error, TimeProvider.System);
        var doctor = new Doctor(directory, arguments.GetValue(OperateOptions.Store), TimeProvider.System, logs.CreateLogger("policyos"));
        IReadOnlyList<Finding> findings = await doctor.ExamineAsync(stop);
        Output.Rows(
            arguments.GetValue(OperateOptions.Json),
            ["subject", "state", "finding"],
            [.. findings.Select(finding => (string?[])[finding.Subject, finding.Grade.ToString().ToLowerInvariant(), finding.Text])]);
        return findings.Max(finding => finding.Grade) switch
        {
            Grade.Unreachable => ExitCodes.CannotStart,
            Grade.Fault => ExitCodes.DoesNotHold,
            _ => ExitCodes.Ok,
        };
    }
}
