using System.Collections.Immutable;
using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Inspect;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos inspect DIR</c>: the reviewer's page of a bundle.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_bundle = new("bundle") { Description = "The folder of the contract bundle." };
    private static readonly Option<InspectFormat> s_format = new("--format") { Description = "text, md or html.", DefaultValueFactory = _ => InspectFormat.Text };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("inspect", "Shows what a bundle lets an agent access and do, when it must ask, what for, and what proves it.") { s_bundle, s_format };
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
        if (load.Bundle is not { } bundle)
        {
            BundleReport.Write(load, Console.Error);
            return ExitCodes.DoesNotHold;
        }

        ImmutableArray<ReportBlock> page = BundlePage.Of(bundle);
        Console.Out.Write(arguments.GetValue(s_format) switch
        {
            InspectFormat.Md => MarkdownPage.Render(page),
            InspectFormat.Html => HtmlPage.Render(page),
            _ => TextPage.Render(page),
        });
        return ExitCodes.Ok;
    }
}
