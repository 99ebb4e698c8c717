using System.CommandLine;
using System.Text;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Gateway;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos check DIR</c>: loads, compiles and analyses a bundle, and says all that is wrong with it at once.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> s_bundle = new("bundle") { Description = "The folder of the contract bundle." };
    private static readonly Option<bool> s_strict = new("--strict") { Description = "Warnings count as errors." };
    private static readonly Option<CheckFormat> s_format = new("--format") { Description = "text, json or sarif.", DefaultValueFactory = _ => CheckFormat.Text };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("check", "Loads, compiles and analyses a contract bundle.") { s_bundle, s_strict, s_format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        string directory = arguments.GetValue(s_bundle)!;
        if (!BundleReport.IsThere(directory))
        {
            return ExitCodes.CannotStart;
        }

        BundleLoad load = BundleLoader.Load(directory);
        Console.Out.Write(arguments.GetValue(s_format) switch
        {
            CheckFormat.Json => DiagnosticJson.Render(load.Diagnostics),
            CheckFormat.Sarif => DiagnosticSarif.Render(load.Diagnostics, GatewayVersion.Text, new Uri(Path.GetFullPath(directory) + "/").AbsoluteUri),
            _ => Text(load, directory),
        });
        bool holds = load.Bundle is not null
            && !(arguments.GetValue(s_strict) && load.Diagnostics.Any(finding => finding.Severity == Severity.Warning));
        return holds ? ExitCodes.Ok : ExitCodes.DoesNotHold;
    }

    // On a terminal each finding shows its line with a caret; a program that reads the output gets one finding a line.
    private static string Text(BundleLoad load, string directory)
    {
        if (!Console.IsOutputRedirected)
        {
            return DiagnosticText.Render(load.Diagnostics, file => Source(directory, file));
        }

        var text = new StringBuilder();
        foreach (Diagnostic finding in load.Diagnostics)
        {
            text.Append(finding).Append('\n');
            if (finding.Help is not null)
            {
                text.Append("  help: ").Append(finding.Help).Append('\n');
            }
        }

        return text.Append(load.Bundle is null ? "the bundle has errors" : "the bundle compiles").Append('\n').ToString();
    }

    private static string? Source(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
