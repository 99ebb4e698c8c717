using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Onboarding;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos init</c>: a starter bundle from the servers that a client uses already.</summary>
internal static class InitCommand
{
    private static readonly Option<string?> s_from = new("--from") { Description = "The client's configuration; by default the first there is of .mcp.json, .cursor/mcp.json, .vscode/mcp.json, .codex/config.toml." };
    private static readonly Option<string?> s_out = new("--out") { Description = "The folder to write, which must not be there; by default bundles/ with the name of the configuration's folder." };
    private static readonly Option<bool> s_yes = new("--yes") { Description = "Start the servers without asking." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("init", "Writes a bundle in observe mode for the servers that a client's configuration names.") { s_from, s_out, s_yes };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stop)
    {
        if ((arguments.GetValue(s_from) ?? ClientConfigReader.UsualPlaces.FirstOrDefault(File.Exists)) is not { } path)
        {
            return Refuse($"there is no {string.Join(", ", ClientConfigReader.UsualPlaces)} here; name a configuration with --from", ExitCodes.Usage);
        }

        (ClientConfig? config, string? problem) = ClientConfigReader.Read(path);
        if (config is null)
        {
            return Refuse(problem!, ExitCodes.CannotStart);
        }

        string folder = Path.GetFullPath(arguments.GetValue(s_out)
            ?? Path.Combine("bundles", StarterTools.Exposable(Path.GetFileName(config.Folder ?? "") is { Length: > 0 } name ? name : "governed")));
        if (Directory.Exists(folder) || File.Exists(folder))
        {
            return Refuse($"`{folder}` is there already, and nothing is ever overwritten; name another folder with --out", ExitCodes.DoesNotHold);
        }

        var report = new InitReport(path, config);
        var drafter = new ServerDrafter(config, Environment.GetEnvironmentVariables());
        ImmutableArray<ServerDraft> drafts = Draft(config, drafter, report);
        if (drafts.IsEmpty)
        {
            report.WriteLeftOut(Console.Error);
            return Refuse("no server is left to govern", ExitCodes.CannotStart);
        }

        report.WriteCommands(Console.Out, drafts);
        if (!arguments.GetValue(s_yes) && !Confirm())
        {
            return Refuse("nothing was started; say yes, or give --yes", ExitCodes.Usage);
        }

        using var logs = new StderrLoggerFactory(LogFormat.Text, LogLevel.Error, TimeProvider.System);
        ImmutableArray<SurveyedServer> surveys =
            await SurveyHost.Create(drafter.Variables, logs.CreateLogger("policyos")).AskAsync(drafts.Select(draft => draft.Server), stop);
        (ServerDraft Draft, SurveyedServer Survey)[] asked = [.. drafts.Zip(surveys)];
        foreach ((ServerDraft draft, SurveyedServer survey) in asked.Where(pair => pair.Survey.Offer is null))
        {
            report.LeaveOut(draft.From.Name, survey.Problem!);
        }

        ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> answered = [.. asked.Where(pair => pair.Survey.Offer is not null)];
        if (answered.IsEmpty)
        {
            report.WriteLeftOut(Console.Error);
            return Refuse("no server answered; nothing is written", ExitCodes.CannotStart);
        }

        StarterTools tools = StarterTools.Plan(answered);
        var bundle = new StarterBundle(folder, config.Kind, answered, tools.Tools);
        Write(folder, bundle.Files());
        report.Write(Console.Out, folder, answered, tools, bundle.Notes);
        BundleLoad load = BundleLoader.Load(folder);
        BundleReport.Write(load, Console.Error);
        return load.Bundle is null ? ExitCodes.Internal : ExitCodes.Ok;
    }

    private static ImmutableArray<ServerDraft> Draft(ClientConfig config, ServerDrafter drafter, InitReport report)
    {
        var drafts = ImmutableArray.CreateBuilder<ServerDraft>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ConfiguredServer server in config.Servers)
        {
            string name = StarterTools.Exposable(server.Name);
            (ServerDraft? draft, string? problem) = names.Add(name) ? drafter.Draft(server, name) : (null, "another server has the same name");
            if (draft is not null)
            {
                drafts.Add(draft);
            }
            else
            {
                report.LeaveOut(server.Name, problem!);
            }
        }

        return drafts.ToImmutable();
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        foreach ((string file, string text) in files)
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = new FileStream(path, FileMode.CreateNew);
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
        }
    }

    private static bool Confirm()
    {
        if (Console.IsInputRedirected)
        {
            return false;
        }

        Console.Error.Write("Start these commands to ask what they offer? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static int Refuse(string why, int exit)
    {
        Console.Error.WriteLine("policyos: error: " + why);
        return exit;
    }
}
