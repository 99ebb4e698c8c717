using System.CommandLine;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos diff OLD NEW</c>: what changed between two bundles as written, each difference by what it means.</summary>
internal static class DiffCommand
{
    private static readonly Argument<string> s_old = new("old") { Description = "The folder of the bundle that there was." };
    private static readonly Argument<string> s_new = new("new") { Description = "The folder of the bundle that there is." };
    private static readonly Option<bool> s_json = new("--json") { Description = "One JSON document on standard output." };
    private static readonly Option<bool> s_markdown = new("--markdown") { Description = "A page for a pull request." };
    private static readonly Option<string[]> s_allow = new("--allow")
    {
        Description = "Classes that do not fail: breaking, weakening, or both with a comma between.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("diff", "Classes every difference between two bundles: compatible, strengthening, weakening, breaking.") { s_old, s_new, s_allow, s_json, s_markdown };
        s_allow.Validators.Add(result =>
        {
            foreach (string word in result.Tokens.SelectMany(token => token.Value.Split(',')).Where(word => Class(word) is null))
            {
                result.AddError($"--allow takes breaking and weakening, not `{word}`");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_json) && result.GetValue(s_markdown))
            {
                result.AddError("--json and --markdown exclude each other");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        if (Read(arguments.GetValue(s_old)!) is not { } old || Read(arguments.GetValue(s_new)!) is not { } @new)
        {
            return ExitCodes.CannotStart;
        }

        BundleDiff diff = BundleDiff.Between(old, @new);
        ChangeClass[] allowed = [.. arguments.GetValue(s_allow)!.SelectMany(value => value.Split(',')).Select(Class).OfType<ChangeClass>()];
        bool holds = !@new.Load.Diagnostics.Any(finding => finding.Severity == Severity.Error)
            && diff.Changes.All(change => change.Class is ChangeClass.Compatible or ChangeClass.Strengthening || allowed.Contains(change.Class));
        Console.Out.Write(arguments.GetValue(s_json) ? DiffReport.Json(diff, holds) : arguments.GetValue(s_markdown) ? DiffReport.Markdown(diff) : DiffReport.Text(diff));
        return holds ? ExitCodes.Ok : ExitCodes.DoesNotHold;
    }

    private static ChangeClass? Class(string word) => word.Trim() switch
    {
        "breaking" => ChangeClass.Breaking,
        "weakening" => ChangeClass.Weakening,
        _ => null,
    };

    private static WrittenBundle? Read(string directory)
    {
        WrittenBundle? bundle = WrittenBundle.Read(directory);
        if (bundle is null)
        {
            Console.Error.WriteLine($"policyos: error: there is no folder `{directory}`");
        }

        return bundle;
    }
}
