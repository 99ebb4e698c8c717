using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway;
using PolicyOs.Gateway.Client.Http;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Journal;
using PolicyOs.Mcp.Diagnosis;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Observability;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos run</c>: the gateway.</summary>
internal static class RunCommand
{
    private static readonly Option<string> s_bundle = new("--bundle") { Description = "The folder of the contract bundle.", Required = true };
    private static readonly Option<string?> s_store = new("--store") { Description = "Where the journal is: sqlite:PATH, or memory. By default a file named after the bundle in the user's data folder." };
    private static readonly Option<string?> s_principal = new("--principal") { Description = "A JSON file that says who is calling." };
    private static readonly Option<string?> s_purpose = new("--purpose") { Description = "What the session is for." };
    private static readonly Option<string?> s_mode = new("--mode") { Description = "enforce, advise or observe; may only tighten what session.yaml says." };
    private static readonly Option<string?> s_session = new("--session") { Description = "The id of a session to take up again." };
    private static readonly Option<string?> s_durability = new("--durability") { Description = "full waits for the disk before an effect; relaxed syncs on a timer." };
    private static readonly Option<string?> s_anchorTo = new("--anchor-to") { Description = "A file, or an http or https address, that every anchor of the journal is copied to." };
    private static readonly Option<string?> s_requireDigest = new("--require-digest") { Description = "Refuse any bundle but the one with this SHA-256." };
    private static readonly Option<bool> s_requireLock = new("--require-lock") { Description = "Refuse a bundle without bundle.lock.json." };
    private static readonly Option<string> s_maxMessage = new("--max-message") { Description = "The longest message, such as 4MiB.", DefaultValueFactory = _ => "4MiB" };
    private static readonly Option<string?> s_http = new("--http") { Description = "Serves Streamable HTTP at ADDR:PORT, such as 127.0.0.1:8080, in place of standard input and output." };
    private static readonly Option<int?> s_maxSessions = new("--max-sessions") { Description = "How many sessions may be live; 64, and 16 of one principal, when not given." };
    private static readonly Option<int> s_approvalWait = new("--approval-wait-ms") { Description = "How long a call waits for a person before it gets a ticket.", DefaultValueFactory = _ => 50_000 };
    private static readonly Option<int> s_parkedWait = new("--parked-wait-ms") { Description = "How long a call whose server asks something waits for its client to come back; at most ten minutes.", DefaultValueFactory = _ => (int)GatewayOptions.MaxParkedWait.TotalMilliseconds };
    private static readonly Option<int> s_minAnswer = new("--min-answer-ms") { Description = "An answer faster than this was given by no person.", DefaultValueFactory = _ => 300 };
    private static readonly Option<bool> s_migrate = new("--migrate") { Description = "Running sessions take up a changed bundle too; without it they keep the one that they were opened with." };
    private static readonly Option<LogFormat> s_log = new("--log") { Description = "Logs on standard error: text or json.", DefaultValueFactory = _ => LogFormat.Text };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("run", "Serves a contract bundle as one MCP server, over standard input and output or over HTTP.")
        {
            s_bundle, s_store, s_session, s_principal, s_purpose, s_mode, s_requireLock, s_requireDigest, s_durability, s_anchorTo, s_maxMessage, s_http, s_maxSessions,
            s_approvalWait, s_parkedWait, s_minAnswer, s_migrate, s_log,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        using var error = new StderrLoggerFactory(arguments.GetValue(s_log), LogLevel.Information, TimeProvider.System);
        (ObservedProcess? observed, string? malformed) = ObservedProcess.Start(Environment.GetEnvironmentVariables(), error);
        if (observed is null)
        {
            RunLog.Refused(error.CreateLogger("policyos"), malformed!);
            return ExitCodes.Usage;
        }

        using ObservedProcess process = observed;
        ILoggerFactory logs = process.Logs;
        ILogger log = logs.CreateLogger("policyos");
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

        if (arguments.GetValue(s_requireDigest) is { } digest && !digest.Equals(bundle.Digest, StringComparison.OrdinalIgnoreCase))
        {
            RunLog.Refused(log, $"--require-digest asks for {digest}, and the bundle has {bundle.Digest}");
            return ExitCodes.DoesNotHold;
        }

        if (bundle.Lock is null && arguments.GetValue(s_requireLock))
        {
            RunLog.Refused(log, "--require-lock asks for bundle.lock.json, and the bundle has none; write one with `policyos lock`");
            return ExitCodes.DoesNotHold;
        }

        if (bundle.Lock is { } pins && LockIntegrity.Problem(pins) is { } fault)
        {
            RunLog.Refused(log, fault);
            return ExitCodes.DoesNotHold;
        }

        (GatewayOptions? options, string? problem) = Options(arguments, bundle);
        if (options is null)
        {
            RunLog.Refused(log, problem!);
            return ExitCodes.Usage;
        }

        (IPEndPoint? address, problem) = arguments.GetValue(s_http) is { } http ? HttpAddress.Parse(http) : (null, null);
        if (problem is not null)
        {
            RunLog.Refused(log, problem);
            return ExitCodes.Usage;
        }

        if (address is not null && options.ResumeSession is not null)
        {
            RunLog.Refused(log, "--session takes up the session of standard input and output; over HTTP a client names its own by Policyos-Session-Id");
            return ExitCodes.Usage;
        }

        foreach ((Server server, string given) in ExposedBundle.In(bundle))
        {
            RunLog.ExposedBundle(log, server.Name, given);
        }

        RunLog.Starting(log, bundle.Workflow, bundle.Version ?? "-", bundle.Digest[..12], options.Mode, options.Principal.Id);
        try
        {
            await using OpenedStore opened = await StoreOption.OpenAsync(
                new(arguments.GetValue(s_store), arguments.GetValue(s_durability), arguments.GetValue(s_anchorTo)), bundle, options.Time, log);
            await using var rest = new MemoryRest(options.Time);
            await using var watch = new BundleWatch(bundle, changed => Admit(arguments, changed), options.Time, log);
            return address is not null
                ? await HttpGateway.RunAsync(address, options, opened.Journal, logs, watch.Offers, stop)
                : await StdioGateway.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), options, opened.Journal, logs, watch.Offers, stop);
        }
        catch (JournalException e)
        {
            RunLog.Refused(log, e.Message);
            return ExitCodes.CannotStart;
        }
    }

    // What the command line asked of the first bundle it asks of every one.
    private static (EnforcementMode Mode, string? Problem) Admit(ParseResult arguments, CompiledBundle bundle)
    {
        (EnforcementMode mode, string? problem) = ModeOption.Tighten(bundle.Session.Mode, arguments.GetValue(s_mode));
        return (mode, problem
            ?? (arguments.GetValue(s_requireDigest) is null ? null : "--require-digest asks for the bundle as it was")
            ?? (bundle.Lock is null && arguments.GetValue(s_requireLock) ? "--require-lock asks for bundle.lock.json" : null)
            ?? (bundle.Lock is { } pins ? LockIntegrity.Problem(pins) : null));
    }

    private static (GatewayOptions? Options, string? Problem) Options(ParseResult arguments, CompiledBundle bundle)
    {
        if (!ByteSize.TryParse(arguments.GetValue(s_maxMessage)!, out int maxMessage))
        {
            return (null, "--max-message is a size from 1KiB to 1GiB, such as 4MiB");
        }

        if (arguments.GetValue(s_approvalWait) < 0 || arguments.GetValue(s_minAnswer) < 0)
        {
            return (null, "--approval-wait-ms and --min-answer-ms are 0 or more");
        }

        if (arguments.GetValue(s_parkedWait) < 1 || arguments.GetValue(s_parkedWait) > GatewayOptions.MaxParkedWait.TotalMilliseconds)
        {
            return (null, $"--parked-wait-ms is a number from 1 to {GatewayOptions.MaxParkedWait.TotalMilliseconds}");
        }

        if (arguments.GetValue(s_maxSessions) is < 1 or > 100_000)
        {
            return (null, "--max-sessions is a number from 1 to 100000");
        }

        (EnforcementMode mode, string? modeProblem) = ModeOption.Tighten(bundle.Session.Mode, arguments.GetValue(s_mode));
        if (modeProblem is not null)
        {
            return (null, modeProblem);
        }

        Principal principal = bundle.AgentContract.DefaultPrincipal ?? Principal.Anonymous;
        string? purpose = null;
        if (arguments.GetValue(s_principal) is { } file)
        {
            (Principal? read, purpose, string? problem) = PrincipalFile.Read(file);
            if (read is null)
            {
                return (null, problem);
            }

            principal = read;
        }

        purpose = arguments.GetValue(s_purpose) ?? purpose;
        if (purpose is not null && !bundle.Session.Purposes.Contains(purpose))
        {
            return (null, $"purpose `{purpose}` is not in session.yaml: purpose ({string.Join(", ", bundle.Session.Purposes)})");
        }

        return (new()
        {
            Bundle = bundle,
            Principal = principal,
            Purpose = purpose,
            Mode = mode,
            KeepRecords = arguments.GetValue(s_store) != "memory",
            ResumeSession = arguments.GetValue(s_session),
            Migrate = arguments.GetValue(s_migrate),
            Self = SelfLocation.Command,
            Environment = Environment.GetEnvironmentVariables(),
            EraCache = Path.Combine(UserFolders.Cache, "eras.json"),
            Time = TimeProvider.System,
            NewId = NewIds.Next,
            MaxMessage = maxMessage,
            MaxSessions = arguments.GetValue(s_maxSessions),
            ApprovalWait = TimeSpan.FromMilliseconds(arguments.GetValue(s_approvalWait)),
            ParkedWait = TimeSpan.FromMilliseconds(arguments.GetValue(s_parkedWait)),
            MinAnswer = TimeSpan.FromMilliseconds(arguments.GetValue(s_minAnswer)),
        }, null);
    }
}
